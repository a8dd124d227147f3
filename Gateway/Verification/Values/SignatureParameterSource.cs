using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>signature:NAME</c>: one parameter of the HTTP message signature that verified (RFC 9421, section 2.3). Before that
/// there is none to read, whatever was sent.
/// </summary>
internal sealed record SignatureParameterSource(string Name) : IValueSource
{
    public static readonly string[] Names = ["created", "expires", "nonce", "keyid", "tag"];

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var text = webhook.SignatureParameters?.GetValueOrDefault(Name);
        value = text.AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    /// <summary>The signature is written as one with what it says of itself.</summary>
    public bool TryWrite(HttpRequest request, string value) => false;
}
