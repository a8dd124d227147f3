namespace Gateway.Admin;

/// <summary>The compiled admin listener.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Token">The bearer token; null only on loopback. Never printed.</param>
internal sealed record AdminSettings(Uri Url, string? Token)
{
    public override string ToString() => Url.ToString();
}
