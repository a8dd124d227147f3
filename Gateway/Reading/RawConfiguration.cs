namespace Gateway.Reading;

/// <summary>The configuration file with the overrides over it, read but not understood yet.</summary>
/// <param name="Root">All of it, for ASP.NET Core, YARP and Serilog.</param>
/// <param name="Node">The same as a tree with paths.</param>
internal sealed record RawConfiguration(IConfiguration Root, ConfigurationNode Node)
{
    /// <summary>The sections of ASP.NET Core and Serilog, which are read when the process starts and not again.</summary>
    public static readonly IReadOnlyList<string> ReadOnce = ["Kestrel", "Serilog", "AllowedHosts", "Urls"];

    /// <summary>The same without what the gateway reads itself, which need not be kept as written.</summary>
    public ConfigurationNode Hosting => Node.Without("Gateway", "ReverseProxy");

    /// <summary>The sections a configuration file may have; a misspelt one would be silently without effect.</summary>
    private static readonly string[] KnownSections = ["$schema", "Gateway", "ReverseProxy", .. ReadOnce];

    /// <summary>Reads the file; null if it is not there or not JSON, which is reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">Reads it, and remembers what was read.</param>
    /// <param name="overrides">Keys over the file's; null for the environment variables of the process.</param>
    /// <param name="problems">Where problems go.</param>
    public static RawConfiguration? Read(
        string path, ConfigurationFiles files, IReadOnlyDictionary<string, string?>? overrides, ProblemList problems)
    {
        if (files.Read(path, out var error) is not { } bytes)
        {
            problems.Add(JsonPath.Root, error);
            return null;
        }

        if (JsonFile.Read(path, bytes, problems) is not { } file)
        {
            return null;
        }

        ReportUnknownSections(file, problems);
        var variables = new OverridingVariables(overrides?.Keys ?? ProcessEnvironment.Names);
        variables.WarnOfMisspelt(["Gateway", "ReverseProxy"], problems);

        var over = overrides ?? ProcessEnvironment.Names.ToDictionary(name => name, ProcessEnvironment.Variable, StringComparer.Ordinal);
        var node = ConfigurationNode.From(KeyTree.Of(file, over, variables.OriginOf));
        return new RawConfiguration(new NodeConfiguration(node), node);
    }

    private static void ReportUnknownSections(JsonFile file, ProblemList problems)
    {
        foreach (var section in file.Sections.Order(ConfigurationKeyComparer.Instance))
        {
            if (string.Equals(section, "Logging", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add($"$.{section}", "is not read: the log is Serilog's. Levels stand in 'Serilog:MinimumLevel'.");
            }
            else if (!KnownSections.Contains(section, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(
                    JsonPath.Below(JsonPath.Root, section),
                    $"unknown section.{NearestName.Suggest(section, KnownSections)} Known: {string.Join(", ", KnownSections)}.");
            }
        }
    }
}
