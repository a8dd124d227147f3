using System.Text;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>
/// An algorithm whose key is in the certificate that each webhook names. A secret is a part of what is signed, like PayPal's
/// webhook id, if it is anything.
/// </summary>
/// <param name="Import">
/// Makes a key of a certificate's public one, a SubjectPublicKeyInfo in DER, and of what it signs; throws
/// <see cref="FormatException"/> for one of another kind.
/// </param>
/// <param name="Template">What is signed, secrets not yet put in.</param>
internal sealed record CertifiedForm(Func<byte[], ContentTemplate, IContentKey> Import, ContentTemplate Template) : IKeyForm
{
    public SignedValues? Signed => Template.Signed;

    /// <summary>Only the provider signs: no answer to a challenge could be taken for its signature.</summary>
    public ContentTemplate? Content => null;

    public bool IsOneText => false;

    /// <summary>Whether a secret has a part in it at all.</summary>
    public bool TakesSecret => Template.HoldsSecret;

    /// <summary>What is signed with this secret in it.</summary>
    public ContentTemplate With(string secret) => Template.WithSecret(Encoding.UTF8.GetBytes(secret));

    public ISenderCheck CompileKeys(SignatureContext context) =>
        new KeyedCheck<IContentKey>(CertificateCompiler.Compile(context, this), ContentVerifier.Instance);
}
