using System.Globalization;
using System.Net.Http.Headers;
using Gateway.Configuration;
using Gateway.Intake;

namespace Gateway.Forwarding;

/// <summary>What the gateway tells the backend about a webhook. A sender cannot: its own <c>X-Gateway-*</c> are removed.</summary>
internal static class GatewayHeaders
{
    public const string Prefix = "X-Gateway-";
    public const string Route = Prefix + "Route";
    public const string Provider = Prefix + "Provider";
    public const string EventId = Prefix + "Event-Id";
    public const string EventType = Prefix + "Event-Type";
    public const string VerifiedAt = Prefix + "Verified-At";
    public const string KeyId = Prefix + "Key-Id";

    public static void RemoveInbound(IHeaderDictionary headers)
    {
        List<string>? spoofed = null;
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                (spoofed ??= []).Add(name);
            }
        }

        foreach (var name in spoofed ?? [])
        {
            headers.Remove(name);
        }
    }

    /// <param name="headers">The request to the backend.</param>
    /// <param name="webhook">What was found out about it.</param>
    public static void Add(HttpRequestHeaders headers, InboundWebhook webhook)
    {
        headers.TryAddWithoutValidation(Route, webhook.Policy.Route);
        if (webhook.Policy.Provider is { } provider)
        {
            headers.TryAddWithoutValidation(Provider, provider);
        }

        if (!webhook.IsVerified || webhook.Policy.Mode == VerificationMode.None)
        {
            return; // an open route passes everything and proves nothing
        }

        headers.TryAddWithoutValidation(VerifiedAt, Instant(webhook.ReceivedAt));
        if (webhook.KeyId is { } key)
        {
            headers.TryAddWithoutValidation(KeyId, Visible(key));
        }

        if (webhook.EventId is { } id)
        {
            headers.TryAddWithoutValidation(EventId, Visible(id));
        }

        if (webhook.EventType is { } type)
        {
            headers.TryAddWithoutValidation(EventType, Visible(type));
        }
    }

    /// <summary>RFC 3339 in UTC with milliseconds, by the framework's "s": a custom format would be parsed for each webhook.</summary>
    private static string Instant(DateTimeOffset instant) => string.Create(24, instant.UtcDateTime, static (text, time) =>
    {
        time.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length] = '.';
        time.Millisecond.TryFormat(text[(length + 1)..], out _, "D3", CultureInfo.InvariantCulture);
        text[^1] = 'Z';
    });

    /// <summary>Text of a body may hold what no header may: such a value is percent-encoded (RFC 3986).</summary>
    private static string Visible(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? Uri.EscapeDataString(value) : value;
}
