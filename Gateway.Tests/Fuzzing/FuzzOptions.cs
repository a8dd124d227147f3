using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Fuzzing;

/// <summary>How long each fuzz test goes on: a moment, or as long as the variable says.</summary>
internal static class FuzzOptions
{
    public const string Variable = "FUZZ_SECONDS";

    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(
        double.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var seconds) ? seconds : 1);
}
