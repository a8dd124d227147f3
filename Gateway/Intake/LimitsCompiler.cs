using Gateway.Reading;

namespace Gateway.Intake;

/// <summary>Compiles <c>Gateway:Limits</c>.</summary>
internal static class LimitsCompiler
{
    private const long OneMebibyte = 1024 * 1024;

    public static GatewayLimits Compile(SectionContext section, LimitsConfig? config)
    {
        var maxBody = config?.MaxBodyBytes ?? OneMebibyte;
        if (maxBody is < 0 or > GatewayLimits.LargestBody)
        {
            section.Report($"is {maxBody}; use 0 to {GatewayLimits.LargestBody} bytes.", "MaxBodyBytes");
            maxBody = OneMebibyte; // said once, and not again by every route
        }

        var maxBuffered = config?.MaxBufferedBytes ?? 256 * OneMebibyte;
        if (maxBuffered < OneMebibyte)
        {
            section.Report($"is {maxBuffered}; use at least {OneMebibyte} bytes.", "MaxBufferedBytes");
        }

        var timeout = section.Duration(
            config?.BodyTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "BodyTimeout");
        return new GatewayLimits(maxBody, maxBuffered, timeout);
    }
}
