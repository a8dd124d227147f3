using System.Collections.Frozen;
using System.Globalization;
using Gateway.Intake;
using Gateway.Verification.Signature;

namespace Gateway.Verification.Body;

/// <summary>Compiles <c>Body</c>, which every route has: an unbounded body would be everybody's memory.</summary>
internal static class BodyCompiler
{
    /// <summary>Of what providers send; JSON becomes 5 to 20 times as short.</summary>
    private const int DefaultRatio = 100;

    private const int LargestRatio = 10_000;

    /// <param name="context">Of the route.</param>
    /// <param name="written">The section.</param>
    /// <param name="scheme">How the route's webhooks are signed; null if they are not.</param>
    /// <param name="unsignedChallenges">The methods of challenges that nobody signs; null among them is any method.</param>
    public static BodyStage Compile(
        StageContext context, BodyConfig? written, SignatureScheme? scheme, IReadOnlyList<string?> unsignedChallenges)
    {
        var config = written ?? new BodyConfig();
        var maxBytes = config.MaxBytes ?? context.Limits.MaxBodyBytes;
        if (maxBytes is < 0 or > GatewayLimits.LargestBody)
        {
            context.Report($"{maxBytes} is out of range; use 0 to {GatewayLimits.LargestBody} bytes.", "Body", "MaxBytes");
        }
        else if (BufferedBody.MostFor(maxBytes) + InboundWebhook.BytesOfRequest is var needed && needed > context.Limits.MaxBufferedBytes)
        {
            context.Report(
                $"A body of {maxBytes} bytes takes {needed} while it arrives, and all requests together may take {context.Limits.MaxBufferedBytes}: "
                + "even alone it would be refused. Lower it, or raise Gateway.Limits.MaxBufferedBytes, by default a quarter of the memory.",
                "Body", "MaxBytes");
        }

        foreach (var (index, type) in (config.ContentTypes ?? []).Index())
        {
            if (!MediaType.IsName(type))
            {
                context.Report(
                    $"'{type}' is not a media type; write one, without parameters or *, e.g. application/json.",
                    "Body", "ContentTypes", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        // A signature in the body is not known yet, and an unsigned challenge has none: by GET it leaves POST what it is.
        var isAlwaysOutside = scheme is not null && scheme.From?.MayBeInBody != true && !unsignedChallenges.Any(method => method is null);
        return new BodyStage(
            new BodyPolicy(maxBytes, context.Limits.BodyTimeout, [.. config.ContentTypes ?? []], [.. unsignedChallenges.OfType<string>()]),
            isAlwaysOutside ? scheme : null,
            context.Services.Clock);
    }

    /// <summary>How bodies may be compressed; null where that is not said, or a problem was reported.</summary>
    public static BodyDecoding? CompileDecoding(StageContext context, BodyConfig? config)
    {
        if (config?.Decode is not { Count: > 0 } words)
        {
            ReportWithoutDecode(context, config);
            return null;
        }

        var codings = new HashSet<ContentCoding>();
        foreach (var (index, word) in words.Index())
        {
            if (ContentCodingName.Find(word) is not { } coding || !codings.Add(coding))
            {
                context.Report(
                    $"found '{word}'; list each of {string.Join(", ", ContentCodingName.Words)} at most once.",
                    "Body", "Decode", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        var maxBytes = config.MaxDecodedBytes ?? config.MaxBytes ?? context.Limits.MaxBodyBytes;
        if (maxBytes is < 0 or > GatewayLimits.LargestBody)
        {
            context.Report($"{maxBytes} is out of range; use 0 to {GatewayLimits.LargestBody} bytes.", "Body", "MaxDecodedBytes");
            return null;
        }

        if (BufferedBody.MostFor(maxBytes) + InboundWebhook.BytesOfRequest > context.Limits.MaxBufferedBytes)
        {
            context.Report(
                $"A body of {maxBytes} bytes takes more while it is decoded than all requests together may take ({context.Limits.MaxBufferedBytes}): "
                + "even alone it would be refused. Lower it, or raise Gateway.Limits.MaxBufferedBytes.",
                "Body", "MaxDecodedBytes");
        }

        var ratio = config.MaxDecodedRatio ?? DefaultRatio;
        if (ratio is < 1 or > LargestRatio)
        {
            context.Report($"{ratio} is out of range; use 1 to {LargestRatio}.", "Body", "MaxDecodedRatio");
        }

        return new BodyDecoding(codings.ToFrozenSet(), maxBytes, ratio, config.SignedOver == SignedBytes.Decoded);
    }

    private static void ReportWithoutDecode(StageContext context, BodyConfig? config)
    {
        (string Key, bool IsWritten)[] keys =
        [
            ("MaxDecodedBytes", config?.MaxDecodedBytes is not null),
            ("MaxDecodedRatio", config?.MaxDecodedRatio is not null),
            ("SignedOver", config?.SignedOver is not null),
        ];
        foreach (var (key, isWritten) in keys)
        {
            if (isWritten)
            {
                context.Report("has no effect without 'Decode', which lists the codings that are read.", "Body", key);
            }
        }
    }
}
