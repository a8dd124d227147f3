namespace Gateway.Captures.Revival;

/// <summary>How kept requests are released.</summary>
/// <param name="DryRun">Says what would be released, and changes nothing.</param>
/// <param name="DropsHidden">Releases them without the headers that are not kept, where the route does not read them.</param>
internal readonly record struct ReleaseChoice(bool DryRun, bool DropsHidden);
