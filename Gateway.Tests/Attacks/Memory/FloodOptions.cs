using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>How long the floods last: two rounds each, or as many as <c>FLOOD_ROUNDS</c> says.</summary>
internal static class FloodOptions
{
    private const string Variable = "FLOOD_ROUNDS";

    public static int Rounds { get; } =
        int.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var rounds) ? rounds : 2;
}
