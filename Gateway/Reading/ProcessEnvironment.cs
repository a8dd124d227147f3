namespace Gateway.Reading;

/// <summary>The environment of the process; everything else gets it as an argument.</summary>
internal static class ProcessEnvironment
{
#pragma warning disable RS0030 // This is the one place that may.
    public static IEnumerable<string> Names => Environment.GetEnvironmentVariables().Keys.Cast<string>();

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
