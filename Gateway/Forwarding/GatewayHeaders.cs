using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
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
    public const string Monitored = Prefix + "Monitored";
    public const string Tenant = Prefix + "Tenant";
    public const string DeliveryId = Prefix + "Delivery-Id";
    public const string DeliveryAttempt = Prefix + "Delivery-Attempt";

    private const string ForwardedPrefix = "X-Forwarded-";

    /// <summary>What is visible in a header, and the blank, but for the percent sign.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>What names of headers are mostly made of.</summary>
    private static readonly SearchValues<char> Spelling =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a backend may take it for one of the gateway's own, e.g. <c>X_Gateway_Key_Id</c>.</summary>
    public static bool IsOwn(string name) => IsSpelling(name, Prefix);

    /// <summary>Whether no sender may send it: one of the gateway's own, or a spelling of <c>X-Forwarded-*</c> that a backend takes for the header.</summary>
    public static bool IsSpoofed(string name) => name[0] is 'X' or 'x' && (IsOwn(name) || IsRespeltForwarded(name));

    /// <summary>
    /// Takes away what a sender says of its own way here, whatever the route's <c>Transforms</c> do: <c>Append</c> would
    /// put the client's address behind the sender's, and <c>Off</c> would let the sender's stand alone. What a trusted proxy says
    /// is where YARP writes the headers from.
    /// </summary>
    public static void ReplaceForwarded(InboundWebhook webhook)
    {
        var word = webhook.Forwarded;
        var request = webhook.Request;
        if (word.Scheme.Length > 0)
        {
            request.Scheme = word.Scheme;
        }

        if (word.Prefix.Length > 0)
        {
            request.PathBase = word.Prefix;
        }

        var headers = request.Headers;
        headers.Remove("X-Forwarded-For");
        headers.Remove("X-Forwarded-Host");
        headers.Remove("X-Forwarded-Proto");
        headers.Remove("X-Forwarded-Prefix");
        headers.Remove("Forwarded");
        headers.Remove("TE"); // YARP hands "trailers" on, and no trailers of either side.
        headers.Remove("Trailer");
        if (webhook.MayOverride)
        {
            OverridingHeaders.Remove(headers, webhook.Policy.OverrideHeaders); // Only now: a stage may have read one.
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

        if (webhook.MonitoredOutcome is { } monitored)
        {
            headers.TryAddWithoutValidation(Monitored, monitored.Code);
        }

        if (!webhook.IsVerified || webhook.Policy.Mode == VerificationMode.None)
        {
            return; // an open route passes everything and proves nothing
        }

        headers.TryAddWithoutValidation(VerifiedAt, Instant(webhook.ReceivedAt));
        if (webhook.Delivery is { } delivery)
        {
            headers.TryAddWithoutValidation(DeliveryId, delivery.Id.ToString());
            headers.TryAddWithoutValidation(DeliveryAttempt, delivery.Attempt.ToString(CultureInfo.InvariantCulture));
        }

        if (webhook.KeyId is { } key)
        {
            headers.TryAddWithoutValidation(KeyId, Visible(key));
        }

        if (webhook.Tenant is { } tenant)
        {
            headers.TryAddWithoutValidation(Tenant, tenant);
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

    private static bool IsRespeltForwarded(string name) =>
        IsSpelling(name, ForwardedPrefix) && name.AsSpan().ContainsAnyExcept(Spelling);

    /// <summary>
    /// Whether the name begins with the prefix for a backend that makes variables of headers (CGI, PHP, WSGI, Rack): there
    /// whatever is neither letter nor digit becomes one and the same character.
    /// </summary>
    public static bool IsSpelling(string name, string prefix)
    {
        if (name.Length < prefix.Length)
        {
            return false;
        }

        for (var i = 0; i < prefix.Length; i++)
        {
            var isSame = prefix[i] == '-' ? !char.IsAsciiLetterOrDigit(name[i]) : (name[i] | 0x20) == (prefix[i] | 0x20);
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 3339 in UTC with milliseconds, by the framework's "s": a custom format would be parsed for each webhook.</summary>
    private static string Instant(DateTimeOffset instant) => string.Create(24, instant.UtcDateTime, static (text, time) =>
    {
        time.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length] = '.';
        time.Millisecond.TryFormat(text[(length + 1)..], out _, "D3", CultureInfo.InvariantCulture);
        text[^1] = 'Z';
    });

    /// <summary>
    /// Text of a body may hold what no header may, or loses at its ends: such a value is percent-encoded (RFC 3986). So is
    /// one that holds a percent sign, or it would read like another that was encoded.
    /// </summary>
    private static string Visible(string value) =>
        value.AsSpan().ContainsAnyExcept(Plain) || value.StartsWith(' ') || value.EndsWith(' ')
            ? Uri.EscapeDataString(value)
            : value;
}
