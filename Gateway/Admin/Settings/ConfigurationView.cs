namespace Gateway.Admin.Settings;

/// <summary>What is in force, and what is to be said of it.</summary>
/// <param name="File">The configuration file.</param>
/// <param name="AppliedAt">Since when what is in force is.</param>
/// <param name="IsCurrent">Whether it is what the file says; if not, the problems tell why.</param>
/// <param name="Problems">Of the file as it is now, which was not put in force for them; at most 200.</param>
/// <param name="Warnings">Of what is in force; at most 200.</param>
/// <param name="Routes">The names of the routes; at most 1,000.</param>
/// <param name="RouteCount">How many there are.</param>
/// <param name="Facts">What else is fixed, by name.</param>
internal sealed record ConfigurationView(
    string File,
    DateTimeOffset? AppliedAt,
    bool IsCurrent,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Routes,
    int RouteCount,
    IReadOnlyDictionary<string, string> Facts);
