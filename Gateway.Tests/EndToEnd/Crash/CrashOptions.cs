using System.Globalization;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>How long the harness runs.</summary>
internal static class CrashOptions
{
    /// <summary>How many kills; a few unless it is set.</summary>
    public const string Variable = "CRASH_KILLS";

#pragma warning disable RS0030 // Do not use banned APIs: an argument of the harness, not of the gateway.
    public static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var kills) ? kills : 3;
#pragma warning restore RS0030
}
