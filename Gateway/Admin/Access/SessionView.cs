namespace Gateway.Admin.Access;

/// <summary>What a browser may, and what there is.</summary>
/// <param name="AsksForToken">Whether there is a token to sign in with.</param>
/// <param name="Access"><c>none</c>, <c>scrape</c>, <c>read</c> or <c>act</c>.</param>
/// <param name="Version">Of the gateway; null for who may not read.</param>
/// <param name="Actions">What can be asked for that changes something, such as <c>POST /api/deliveries/replay</c>; none for who may not.</param>
internal sealed record SessionView(bool AsksForToken, string Access, string? Version, IReadOnlyList<string> Actions);
