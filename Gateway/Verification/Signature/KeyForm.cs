using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>A compiled algorithm.</summary>
/// <param name="Read">
/// Makes a key of a secret's text. Throws <see cref="FormatException"/> for one that is not of the form, with a message that
/// goes on from "the secret 'ID' " and never repeats the text.
/// </param>
/// <param name="Signed">What its signature covers; null for one that covers nothing.</param>
internal sealed record KeyForm(Func<string, ISignatureKey> Read, SignedValues? Signed)
{
    /// <summary>How keys are tried on a request.</summary>
    public ISignatureVerifier Verifier { get; init; } = ContentVerifier.Instance;

    /// <summary>
    /// Makes a key of a key set's; null for one that is of another kind, which is passed over (RFC 7517, section 5). Not
    /// set where the algorithm takes no key sets.
    /// </summary>
    public Func<WebKey, ISignatureKey?>? ReadWebKey { get; init; }

    /// <summary>
    /// Makes a key of a certificate's public one, a SubjectPublicKeyInfo in DER, and of what a secret adds to the content; throws
    /// as <see cref="Read"/> does. Not set where the algorithm takes no certificates, or the route names none.
    /// </summary>
    public Func<byte[], CertifiedContent?, ISignatureKey>? ReadCertificate { get; init; }

    /// <summary>What is signed; null where that is not one content.</summary>
    public ContentTemplate? Content { get; init; }

    /// <summary>Whether a secret has a part in it at all.</summary>
    public bool TakesSecret { get; init; } = true;
}
