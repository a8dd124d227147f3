using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Outcomes;

namespace Gateway;

/// <summary>What an outcome's code leaves open, in a few words: never a value of the request.</summary>
internal static class RefusalDetail
{
    public static string? Of(InboundWebhook webhook, Outcome outcome)
    {
        if ((outcome == Outcome.Forwarded || outcome == Outcome.BackendUnreachable || outcome == Outcome.BackendTimeout)
            && ForwardingFailure.Of(webhook.Context) is { } failure)
        {
            return failure;
        }

        if (outcome == Outcome.Ignored && webhook.StoppedAt == StageName.None)
        {
            return "no destination's Where holds";
        }

        if (outcome == Outcome.RateLimited)
        {
            return webhook.IsProven ? "rule of the route" : "unverified attempts";
        }

        if (webhook.CertificateDefect is { } certificate
            && (outcome == Outcome.SignatureMissing || outcome == Outcome.SignatureMalformed || outcome == Outcome.SignatureInvalid))
        {
            return certificate;
        }

        if (outcome == Outcome.SignatureMalformed && webhook.OriginDefect is { } defect)
        {
            return defect;
        }

        if (webhook.Body.Decoder is { Defect: not DecodingDefect.None } decoder && (outcome == Outcome.BodyInvalid || outcome == Outcome.BodyTooLarge))
        {
            return decoder.Defect == DecodingDefect.TooLarge
                ? $"decoded ({ContentCodingName.Of(decoder.Coding)}) it is longer than MaxDecodedBytes or MaxDecodedRatio allows"
                : $"not what its Content-Encoding says ({ContentCodingName.Of(decoder.Coding)}): cut off, damaged, or with something behind its end";
        }

        if (webhook.ProofDefect is { } proof && IsOfProof(outcome))
        {
            return proof.ToString();
        }

        if (webhook.Violations is [var first, ..])
        {
            // Where in the schema and not in the body: names of members are the sender's, and may be anybody's.
            var found = first == SchemaViolation.TooMuchWork ? first.Keyword : $"violates {first.KeywordLocation}";
            return outcome == Outcome.SchemaInvalid ? found : $"schema warning: {found}";
        }

        return outcome == Outcome.BodyInvalid ? Of(webhook.Json.Defect) is { } json ? json + OfCoding(webhook) : null
            : outcome == Outcome.ContentTypeNotAllowed && webhook.Policy.Decoding is not null && !BodyDecoding.IsNone(webhook.Request.Headers.ContentEncoding)
                && webhook.Body.Decoder is null ? "a Content-Encoding that Body.Decode does not list"
            : null;
    }

    /// <summary>A body that nobody decodes is no JSON.</summary>
    private static string? OfCoding(InboundWebhook webhook) =>
        webhook.Policy.Decoding is null && webhook.Json.Defect != JsonDefect.None && !BodyDecoding.IsNone(webhook.Request.Headers.ContentEncoding)
            ? "; it is compressed, and Body.Decode does not say that it is to be decoded"
            : null;

    private static bool IsOfProof(Outcome outcome) =>
        outcome == Outcome.SignatureMissing || outcome == Outcome.SignatureMalformed || outcome == Outcome.SignatureInvalid
        || outcome == Outcome.TimestampMissing || outcome == Outcome.TimestampTooOld || outcome == Outcome.TimestampInFuture;

    /// <summary>The name of what makes a body no strict JSON; null for a body that is.</summary>
    public static string? Of(JsonDefect defect) => defect switch
    {
        JsonDefect.Malformed => "malformed JSON",
        JsonDefect.DuplicateName => "duplicate name",
        JsonDefect.InvalidUtf8 => "invalid UTF-8",
        JsonDefect.ByteOrderMark => "byte order mark",
        JsonDefect.TrailingContent => "trailing content",
        JsonDefect.TooDeep => "too deep",
        JsonDefect.TooLarge => "too large",
        JsonDefect.TooManyValues => "too many values",
        _ => null, // read as JSON; a value stands twice in a header, or the body is no form
    };
}
