using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Faults;

/// <summary>How long the soak lasts: a minute, or as many as the variable says.</summary>
internal static class SoakOptions
{
    public const string Variable = "SOAK_MINUTES";

    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(
        double.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? minutes : 1);
}
