using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Gateway.Observability;

namespace Gateway;

/// <summary>The line of a webhook, straight to the log's output; the same as through Serilog.</summary>
internal static class WebhookLineWriter
{
    /// <summary>In bytes: an IPv6 address with a zone.</summary>
    private const int LongestAddress = 80;

    private static readonly JsonEncodedText Level = JsonEncodedText.Encode("Information");
    private static readonly JsonEncodedText Template = JsonEncodedText.Encode(WebhookRecorder.Template);
    private static readonly JsonEncodedText EventName = JsonEncodedText.Encode(WebhookRecorder.EventName);
    private static readonly JsonEncodedText Source = JsonEncodedText.Encode(typeof(WebhookRecorder).FullName!);

    private static readonly JsonEncodedText Route = JsonEncodedText.Encode("Route");
    private static readonly JsonEncodedText Outcome = JsonEncodedText.Encode("Outcome");
    private static readonly JsonEncodedText StatusCode = JsonEncodedText.Encode("StatusCode");
    private static readonly JsonEncodedText Mode = JsonEncodedText.Encode("Mode");
    private static readonly JsonEncodedText Client = JsonEncodedText.Encode("Client");
    private static readonly JsonEncodedText KeyId = JsonEncodedText.Encode("KeyId");
    private static readonly JsonEncodedText WebhookType = JsonEncodedText.Encode("WebhookType");
    private static readonly JsonEncodedText WebhookId = JsonEncodedText.Encode("WebhookId");
    private static readonly JsonEncodedText Bytes = JsonEncodedText.Encode("Bytes");
    private static readonly JsonEncodedText Elapsed = JsonEncodedText.Encode("ElapsedMs");
    private static readonly JsonEncodedText RequestId = JsonEncodedText.Encode("RequestId");
    private static readonly JsonEncodedText Stage = JsonEncodedText.Encode("Stage");
    private static readonly JsonEncodedText Age = JsonEncodedText.Encode("AgeSeconds");
    private static readonly JsonEncodedText Detail = JsonEncodedText.Encode("Detail");
    private static readonly JsonEncodedText ConnectionId = JsonEncodedText.Encode("ConnectionId");
    private static readonly JsonEncodedText RequestPath = JsonEncodedText.Encode("RequestPath");

    public static void Write(in WebhookLine webhook, HttpContext context, StraightLog log)
    {
        var line = JsonLogLine.OfThread;
        line.Begin(log.Clock.GetLocalNow(), Level, Template);
        var json = line.Json;
        json.WriteString(Route, webhook.Route);
        json.WriteString(Outcome, webhook.Outcome);
        json.WriteNumber(StatusCode, webhook.StatusCode);
        json.WriteString(Mode, webhook.Mode);
        WriteAddress(json, webhook.Client);
        json.WriteString(KeyId, webhook.KeyId);
        json.WriteString(WebhookType, webhook.WebhookType);
        json.WriteString(WebhookId, webhook.WebhookId);
        json.WriteNumber(Bytes, webhook.Bytes);
        json.WriteNumber(Elapsed, webhook.Elapsed);
        json.WriteString(RequestId, webhook.RequestId);
        json.WriteString(Stage, webhook.Stage);
        if (webhook.Age is { } age)
        {
            json.WriteNumber(Age, age);
        }
        else
        {
            json.WriteNull(Age);
        }

        json.WriteString(Detail, webhook.Detail);

        // What Kestrel and ASP.NET Core add to every line of a request.
        json.WriteString(ConnectionId, context.Connection.Id);
        if (log.HasRequestScope)
        {
            json.WriteString(RequestPath, (context.Request.PathBase + context.Request.Path).ToString());
        }

        log.Output.Write(line.Finish(EventIds.WebhookFinished, EventName, Source).Span, isUrgent: false);
    }

    private static void WriteAddress(Utf8JsonWriter json, IPAddress? address)
    {
        Span<byte> text = stackalloc byte[LongestAddress];
        if (address is null)
        {
            json.WriteNull(Client);
        }
        else if (address.TryFormat(text, out var length))
        {
            json.WriteString(Client, text[..length]);
        }
        else
        {
            throw new UnreachableException("An address is shorter.");
        }
    }
}
