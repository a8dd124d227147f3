namespace Gateway.Tests.Support;

/// <summary>
/// A file under Golden/Config: a configuration, a line of dashes, and exactly what is reported of it, warnings behind the problems.
/// Between them, and another line of dashes, may stand environment variables, as NAME=VALUE.
/// </summary>
internal sealed record ConfigurationCase(string Name, string Json, IReadOnlyDictionary<string, string?> Variables, string Report)
{
    public const string Warning = "warning: ";

    private const string Line = "\n----\n";

    /// <summary>The names of all cases, in order.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>Whether the configuration may be put in force.</summary>
    public bool IsGood => ReportLines.All(line => line.StartsWith(Warning, StringComparison.Ordinal));

    public IReadOnlyList<string> ReportLines => Report.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Folder => Repository.PathOf("Gateway.Tests", "Golden", "Config");

    public static ConfigurationCase Read(string name)
    {
        var parts = File.ReadAllText(PathOf(name)).Split(Line);
        var variables = (parts.Length == 3 ? parts[1] : "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), string? (pair) => pair[1], StringComparer.Ordinal);
        return new ConfigurationCase(name, parts[0], variables, parts[^1]);
    }

    /// <summary>Writes what is reported now in the place of what was expected.</summary>
    public void Update(string report)
    {
        var text = File.ReadAllText(PathOf(Name));
        File.WriteAllText(PathOf(Name), text[..(text.LastIndexOf(Line, StringComparison.Ordinal) + Line.Length)] + report);
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".txt");
}
