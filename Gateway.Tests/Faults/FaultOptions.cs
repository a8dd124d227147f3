using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Faults;

/// <summary>How long the faults last: each is short by default, and as many times longer or more often as the variable says.</summary>
internal static class FaultOptions
{
    public const string Variable = "FAULT_ROUNDS";

    public static int Rounds { get; } =
        int.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var rounds) && rounds > 0 ? rounds : 1;
}
