using Gateway.Reading;

namespace Gateway.Intake;

/// <summary>Compiles <c>Gateway:Limits</c>.</summary>
internal static class LimitsCompiler
{
    private const long OneMebibyte = 1024 * 1024;

    /// <summary>
    /// What a connection may hold that is in no budget: 48 KiB of its buffer, what it is made of, and headers that nobody has looked at
    /// yet, over HTTP/2 of several requests.
    /// </summary>
    private const long BytesPerConnection = 128 * 1024;

    /// <summary>Of all the memory of a process, a quarter: the rest is the program's, and of what is collected late.</summary>
    public static long DefaultMaxBuffered(long memoryBytes) =>
        Math.Clamp(memoryBytes / 4 / OneMebibyte * OneMebibyte, OneMebibyte, 256 * OneMebibyte);

    /// <param name="section">Of the configuration.</param>
    /// <param name="config">As written.</param>
    /// <param name="memoryBytes">What the process may have in all: of its container, its heap's limit or the machine.</param>
    public static GatewayLimits Compile(SectionContext section, LimitsConfig? config, long memoryBytes)
    {
        var maxBody = config?.MaxBodyBytes ?? OneMebibyte;
        if (maxBody is < 0 or > GatewayLimits.LargestBody)
        {
            section.Report($"is {maxBody}; use 0 to {GatewayLimits.LargestBody} bytes.", "MaxBodyBytes");
            maxBody = OneMebibyte; // said once, and not again by every route
        }

        var maxBuffered = config?.MaxBufferedBytes ?? DefaultMaxBuffered(memoryBytes);
        if (maxBuffered < OneMebibyte)
        {
            section.Report($"is {maxBuffered}; use at least {OneMebibyte} bytes.", "MaxBufferedBytes");
            maxBuffered = DefaultMaxBuffered(memoryBytes);
        }
        else if (maxBuffered > memoryBytes / 4 * 3)
        {
            section.Report(
                $"is {maxBuffered}, and the process may have {memoryBytes} in all; use at most three quarters of them, or leave it out for one.",
                "MaxBufferedBytes");
        }

        // Of the default only the routes speak that have no size of their own.
        if (config?.MaxBodyBytes is not null && BufferedBody.MostFor(maxBody) + InboundWebhook.BytesOfRequest is var needed && needed > maxBuffered)
        {
            section.Report(
                $"is {maxBody} and 'MaxBufferedBytes' {maxBuffered}: a body of that size, which takes {needed} while it arrives, would always be "
                + "answered 'overloaded'. Raise the one, or lower the other.",
                "MaxBodyBytes");
            maxBody = Math.Min(maxBody, OneMebibyte / 2); // Said once, and not again by every route.
        }

        var timeout = section.Duration(
            config?.BodyTimeout, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), "BodyTimeout");
        return new GatewayLimits(maxBody, maxBuffered, timeout, (int)Math.Clamp(memoryBytes / 8 / BytesPerConnection, 64, int.MaxValue));
    }
}
