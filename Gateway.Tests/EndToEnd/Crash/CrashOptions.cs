using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>How long the harness runs.</summary>
internal static class CrashOptions
{
    /// <summary>How many kills; a few unless it is set.</summary>
    public const string Variable = "CRASH_KILLS";

    public static int Kills { get; } =
        int.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var kills) ? kills : 3;
}
