namespace Gateway.Cli.Sending;

/// <summary>Which webhook is wanted.</summary>
/// <param name="Route">The route whose provider is played.</param>
/// <param name="EventType">The event's type; null for the sample's own.</param>
/// <param name="BodyFile">A file with the exact body; null for the provider's sample.</param>
/// <param name="Url">The gateway's URL, whole or its base; null for this machine's.</param>
internal sealed record DraftOrder(string Route, string? EventType, string? BodyFile, string? Url);
