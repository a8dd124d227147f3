namespace Gateway.Admin.Traffic;

/// <summary>One secret of a route in force.</summary>
/// <param name="Id">Its name, never its value.</param>
/// <param name="NotBefore">Not accepted before; null for no bound.</param>
/// <param name="NotAfter">Not accepted from then on; null for no bound.</param>
internal sealed record KeyFacts(string Id, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter);
