using Gateway.Outcomes;

namespace Gateway.Verification.Signature;

/// <summary>What trying keys on a request came to. The zero value proves nothing.</summary>
internal readonly record struct Proof
{
    private readonly Outcome? _refusal;

    private Proof(string? secretId, Outcome? refusal, bool lacksKey) =>
        (SecretId, _refusal, LacksKey) = (secretId, refusal, lacksKey);

    /// <summary>The secret that made the signature, or what names the certificate; null if nothing is proven.</summary>
    public string? SecretId { get; }

    /// <summary>Why nothing is proven.</summary>
    public Outcome Refusal => _refusal ?? Outcome.SignatureInvalid;

    /// <summary>Whether a key that is not here yet could prove it.</summary>
    public bool LacksKey { get; }

    public static Proof By(string secretId) => new(secretId, refusal: null, lacksKey: false);

    public static Proof None(Outcome refusal, bool lacksKey = false) => new(secretId: null, refusal, lacksKey);
}
