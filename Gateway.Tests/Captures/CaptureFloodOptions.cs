using System.Globalization;
using Gateway.Reading;

namespace Gateway.Tests.Captures;

/// <summary>How large the flood is: few requests in every run, 100,000 by the variable.</summary>
internal static class CaptureFloodOptions
{
    public const string Variable = "CAPTURE_FLOOD";

    public static int Requests { get; } =
        int.TryParse(ProcessEnvironment.Variable(Variable), CultureInfo.InvariantCulture, out var requests) && requests > 0 ? requests : 3_000;
}
