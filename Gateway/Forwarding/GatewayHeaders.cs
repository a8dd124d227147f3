using System.Globalization;
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

    /// <param name="webhook">What was found out about it.</param>
    /// <param name="verified">False in a monitored route for a webhook that would have been refused.</param>
    public static void Add(InboundWebhook webhook, bool verified)
    {
        var headers = webhook.Request.Headers;
        headers[Route] = webhook.Policy.Route;
        if (webhook.Policy.Provider is { } provider)
        {
            headers[Provider] = provider;
        }

        if (!verified || webhook.Policy.Mode == VerificationMode.None)
        {
            return; // an open route passes everything and proves nothing
        }

        headers[VerifiedAt] = webhook.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (webhook.KeyId is { } key)
        {
            headers[KeyId] = Visible(key);
        }

        if (webhook.EventId is { } id)
        {
            headers[EventId] = Visible(id);
        }

        if (webhook.EventType is { } type)
        {
            headers[EventType] = Visible(type);
        }
    }

    /// <summary>Text of a body may hold what no header may: such a value is percent-encoded (RFC 3986).</summary>
    private static string Visible(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? Uri.EscapeDataString(value) : value;
}
