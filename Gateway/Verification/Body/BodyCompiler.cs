using System.Globalization;
using Gateway.Intake;
using Gateway.Verification.Signature;

namespace Gateway.Verification.Body;

/// <summary>Compiles <c>Body</c>, which every route has: an unbounded body would be everybody's memory.</summary>
internal static class BodyCompiler
{
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
}
