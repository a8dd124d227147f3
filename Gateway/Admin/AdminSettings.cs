namespace Gateway.Admin;

/// <summary>The compiled admin listener.</summary>
/// <param name="Url">Where it listens.</param>
internal sealed record AdminSettings(Uri Url);
