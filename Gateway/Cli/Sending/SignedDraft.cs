using Gateway.Configuration;

namespace Gateway.Cli.Sending;

/// <summary>A webhook as the route's provider would send it.</summary>
/// <param name="Draft">The request, signed.</param>
/// <param name="Route">The route.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="UnsignedUrl">The URL before anything of the scheme stood in it.</param>
/// <param name="UnsignedHeaders">The names of the headers that are not the scheme's.</param>
internal sealed record SignedDraft(
    WebhookDraft Draft, CompiledRoute Route, DateTimeOffset SignedAt, Uri UnsignedUrl, IReadOnlyList<string> UnsignedHeaders)
{
    /// <summary>Whether what was added reveals nothing of the secret. A shared token is the secret itself.</summary>
    public bool MayBeShown => Route.Signer?.MayBeShown(SignedAt) ?? true;

    /// <summary>Which secret signed, for people.</summary>
    public string SignedBy => Route.Signer is { } signer
        ? $"signed with the secret '{signer.SecretId(SignedAt)}'"
        : "unsigned: the route verifies no signature";
}
