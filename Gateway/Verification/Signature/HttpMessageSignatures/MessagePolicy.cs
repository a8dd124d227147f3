using Gateway.Intake;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The compiled <c>Signature:MessageSignature</c> section.</summary>
/// <param name="Algorithm">What signatures are made with, as RFC 9421 names it.</param>
/// <param name="Required">What a signature covers at least.</param>
/// <param name="Label">The label of the signature that counts; null for any.</param>
/// <param name="Tag">What its tag must be; null for any.</param>
/// <param name="Url">The URL as the provider knows it.</param>
internal sealed record MessagePolicy(
    string Algorithm, IReadOnlyList<Component> Required, string? Label, string? Tag, IPublicUrl Url)
{
    private static readonly Component Digest = new(Component.ContentDigest, Parameter: null);

    private static readonly Component StructuredDigest = Digest with { IsStructured = true };

    /// <summary>Whether the sender has to say who it is (<c>Signature-Agent</c>).</summary>
    public bool NeedsAgent { get; init; }

    private readonly Component[] _required = [.. Required];

    /// <summary>Whether a signature says and covers what the route asks for. What it says is not proven yet.</summary>
    public bool Accepts(SignatureInput input, InboundWebhook webhook)
    {
        if ((Label is not null && input.Label != Label)
            || (Tag is not null && input.Tag != Tag)
            || (input.Algorithm is not null && input.Algorithm != Algorithm))
        {
            return false;
        }

        foreach (var component in _required)
        {
            if (!input.Covers(component))
            {
                return false;
            }
        }

        if (NeedsAgent && !SignatureAgent.IsCovered(input))
        {
            return false; // Whose directory the key is looked for in would be anybody's to write.
        }

        // A body that no signature covers is anyone's (RFC 9421, section 7.2.8).
        return webhook.Body.Length == 0 || input.Covers(Digest) || input.Covers(StructuredDigest);
    }
}
