namespace Gateway.Admin.Traffic;

/// <summary>One secret of a route, and when it verified last.</summary>
internal sealed record KeyView(string Id, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, DateTimeOffset? LastUsed);
