using System.Text;

namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// <c>basic</c> (RFC 7617): the secret is <c>user:password</c>, sent as <c>Authorization: Basic</c> and base64. Like any shared
/// token it proves who sends, not what was sent.
/// </summary>
internal sealed class BasicAlgorithm : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = [];

    public IKeyForm? Compile(SignatureContext context)
    {
        if (context.Timestamp is not null)
        {
            context.Stage.Report("needs a signature: a password signs no timestamp.", "Replay");
        }

        return new KeyForm<IContentKey>(Read, ContentVerifier.Instance, Signed: null);
    }

    private static SharedTokenKey Read(string text) => text.Contains(':', StringComparison.Ordinal)
        ? new SharedTokenKey(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))
        : throw new FormatException("has no colon; write user:password, as it is before base64.");
}
