using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Observability;

namespace Gateway;

/// <summary>The line of a webhook, straight to the log's output; the same as through Serilog.</summary>
internal static class WebhookLineWriter
{
    /// <summary>In bytes: an IPv6 address with a zone.</summary>
    private const int LongestAddress = 80;

    /// <summary>In characters; what a longer message has needed is not kept.</summary>
    private const int MostKept = 16 * 1024;

    private const int FirstMessage = 1024;

    private static readonly JsonEncodedText Information = JsonEncodedText.Encode("Information");
    private static readonly JsonEncodedText Warning = JsonEncodedText.Encode("Warning");
    private static readonly JsonEncodedText EventName = JsonEncodedText.Encode(WebhookRecorder.EventName);
    private static readonly JsonEncodedText Source = JsonEncodedText.Encode(typeof(WebhookRecorder).FullName!);

    private static readonly JsonEncodedText Route = JsonEncodedText.Encode("Route");
    private static readonly JsonEncodedText Outcome = JsonEncodedText.Encode("Outcome");
    private static readonly JsonEncodedText StatusCode = JsonEncodedText.Encode("StatusCode");
    private static readonly JsonEncodedText Method = JsonEncodedText.Encode("Method");
    private static readonly JsonEncodedText Path = JsonEncodedText.Encode("Path");
    private static readonly JsonEncodedText Provider = JsonEncodedText.Encode("Provider");
    private static readonly JsonEncodedText Destination = JsonEncodedText.Encode("Destination");
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
    private static readonly JsonEncodedText Tenant = JsonEncodedText.Encode("Tenant");
    private static readonly JsonEncodedText ConnectionId = JsonEncodedText.Encode("ConnectionId");
    private static readonly JsonEncodedText RequestPath = JsonEncodedText.Encode(RequestPathBound.Property);

    [ThreadStatic]
    private static char[]? _message;

    public static void Write(in WebhookLine webhook, HttpContext context, StraightLog log)
    {
        var line = JsonLogLine.OfThread;
        line.Begin(log.Clock.GetLocalNow(), webhook.IsRefusal ? Warning : Information, Render(webhook));
        var json = line.Json;
        json.WriteString(Route, webhook.Route);
        json.WriteString(Outcome, webhook.Outcome);
        json.WriteNumber(StatusCode, webhook.StatusCode);
        json.WriteString(Method, webhook.Method);
        json.WriteString(Path, webhook.Path);
        json.WriteString(Provider, webhook.Provider);
        json.WriteString(Destination, webhook.Destination);
        json.WriteString(Mode, webhook.Mode);
        WriteAddress(json, webhook.Client);
        json.WriteString(Tenant, webhook.Tenant);
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
            json.WriteString(RequestPath, RequestPathBound.Cut((context.Request.PathBase + context.Request.Path).ToString()));
        }

        // Not urgent, whatever its level: a flood of refusals is not to wake the writer for each.
        log.Output.Write(line.Finish(EventIds.WebhookFinished, EventName, Source).Span, isUrgent: false);
    }

    /// <summary>As Serilog renders the template.</summary>
    private static ReadOnlySpan<char> Render(in WebhookLine line)
    {
        const string none = "null";
        var buffer = _message is { Length: <= MostKept } kept ? kept : _message = new char[FirstMessage];
        Span<char> client = stackalloc char[LongestAddress];
        scoped ReadOnlySpan<char> address = none;
        if (line.Client is { } known)
        {
            address = known.TryFormat(client, out var length) ? client[..length] : throw new UnreachableException("An address is shorter.");
        }

        int written;
        while (!buffer.AsSpan().TryWrite(
            CultureInfo.InvariantCulture,
            $"Webhook {line.Route} {line.Outcome} {line.StatusCode} {line.Method} {line.Path} provider={line.Provider ?? none} destination={line.Destination ?? none} mode={line.Mode} client={address} tenant={line.Tenant ?? none} key={line.KeyId ?? none} type={line.WebhookType ?? none} id={line.WebhookId ?? none} bytes={line.Bytes} ms={line.Elapsed} request={line.RequestId} stage={line.Stage ?? none} age={new OrNull(line.Age)} detail={line.Detail ?? none}",
            out written))
        {
            _message = buffer = new char[2 * buffer.Length];
        }

        return buffer.AsSpan(0, written);
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

    /// <summary>A number as Serilog renders one that may not be there.</summary>
    private readonly struct OrNull(double? number) : ISpanFormattable
    {
        public override string ToString() => ToString(format: null, CultureInfo.InvariantCulture);

        public string ToString(string? format, IFormatProvider? formatProvider) => number?.ToString(format, formatProvider) ?? "null";

        public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        {
            if (number is { } value)
            {
                return value.TryFormat(destination, out charsWritten, format, provider);
            }

            charsWritten = "null".TryCopyTo(destination) ? 4 : 0;
            return charsWritten > 0;
        }
    }
}
