using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Forwarding;

/// <summary>
/// Writes the answers of the wire contract. A refusal says its title and the request's id, and nothing that would help
/// a forger; why it was refused stands in log, metric and dashboard.
/// </summary>
internal static class AnswerWriter
{
    private const string ProblemType = "application/problem+json";

    public static Task WriteAsync(InboundWebhook webhook, Outcome outcome)
    {
        var response = webhook.Context.Response;
        PrepareHeaders(webhook, outcome);

        // A challenge with the wrong secret is refused as its provider expects; in Monitor the backend may have failed since.
        if (webhook.Handshake is { } reply && (outcome.Kind == OutcomeKind.Handshake || outcome == Outcome.SignatureInvalid))
        {
            return WriteHandshakeAsync(response, reply);
        }

        if (webhook.Policy.Responses.TryGetValue(outcome.Code, out var other))
        {
            response.StatusCode = other.StatusCode ?? outcome.StatusCode;
            if (other.Body is not null || HasNoBody(response))
            {
                return WriteAsync(response, other.ContentType ?? "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(other.Body ?? ""));
            }
        }
        else
        {
            response.StatusCode = outcome.StatusCode;
        }

        return outcome.Kind == OutcomeKind.Status ? WriteStatusAsync(response, outcome) : WriteProblemAsync(webhook, outcome);
    }

    private static void PrepareHeaders(InboundWebhook webhook, Outcome outcome)
    {
        var context = webhook.Context;
        if (outcome.HasRetryAfter)
        {
            var seconds = Math.Max(1, Math.Ceiling(webhook.RetryAfter.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
        }

        if (outcome.StatusCode == StatusCodes.Status401Unauthorized && webhook.Policy.Challenge is { } challenge)
        {
            context.Response.Headers.WWWAuthenticate = challenge;
        }

        if (!webhook.BodyIsComplete && HttpProtocol.IsHttp11(context.Request.Protocol) && webhook.AnnouncesBody)
        {
            BodyDrain.Bound(context);
            if (outcome == Outcome.BodyTimeout || !BodyDrain.IsWorthReading(context.Request))
            {
                context.Response.Headers.Connection = "close";
            }
        }
    }

    private static Task WriteStatusAsync(HttpResponse response, Outcome outcome) =>
        WriteAsync(response, "application/json", Encoding.UTF8.GetBytes($$"""{"status":"{{outcome.Title}}"}"""));

    /// <summary>RFC 9457; <c>error</c> repeats the title, as the providers' own samples answer.</summary>
    private static async Task WriteProblemAsync(InboundWebhook webhook, Outcome outcome)
    {
        var response = webhook.Context.Response;
        response.ContentType = ProblemType;
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("title"u8, outcome.Title);
            json.WriteNumber("status"u8, response.StatusCode);
            json.WriteString("error"u8, outcome.Title);
            json.WriteString("requestId"u8, webhook.Context.TraceIdentifier);
            if (outcome == Outcome.SchemaInvalid && webhook.Violations.Count > 0)
            {
                WriteViolations(json, webhook);
            }

            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static void WriteViolations(Utf8JsonWriter json, InboundWebhook webhook)
    {
        json.WriteStartArray("violations"u8);
        foreach (var violation in webhook.Violations)
        {
            json.WriteStartObject();
            json.WriteString("instanceLocation"u8, violation.InstanceLocation);
            json.WriteString("keywordLocation"u8, violation.KeywordLocation);
            json.WriteString("error"u8, violation.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Task WriteHandshakeAsync(HttpResponse response, HandshakeReply reply)
    {
        response.StatusCode = reply.StatusCode;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        // What is echoed is the sender's text: it must stay text, whatever looks at it.
        response.Headers.XContentTypeOptions = "nosniff";

        // Discord wants one of an answer without a body, too.
        response.ContentType = reply.ContentType;
        if (HasNoBody(response))
        {
            return Task.CompletedTask;
        }

        response.ContentLength = reply.Body.Length;
        return response.Body.WriteAsync(reply.Body).AsTask();
    }

    /// <summary>Statuses that end with their headers (RFC 9110): to write a body behind them is an exception.</summary>
    private static bool HasNoBody(HttpResponse response) =>
        response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified;

    private static Task WriteAsync(HttpResponse response, string contentType, byte[] body)
    {
        if (HasNoBody(response))
        {
            return Task.CompletedTask;
        }

        if (body.Length > 0)
        {
            response.ContentType = contentType;
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }
}
