namespace Gateway.Admin.Settings;

/// <summary>What is in force, as root and configuration hand it down.</summary>
/// <param name="File">The configuration file.</param>
/// <param name="Routes">The names of the routes in force.</param>
/// <param name="Facts">What else is fixed, by name: nothing secret.</param>
/// <param name="Verification">A route's section, its preset's part included, as JSON with secrets by id only; null for no such route.</param>
internal sealed record RouteSettings(
    string File, Func<IEnumerable<string>> Routes, IReadOnlyDictionary<string, string> Facts, Func<string, byte[]?> Verification);
