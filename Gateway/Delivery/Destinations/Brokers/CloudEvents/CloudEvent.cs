using System.Globalization;
using System.Text;
using Gateway.Intake;

namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>One event as a CloudEvent (version 1.0 of the specification).</summary>
/// <param name="Attributes">All but the type of the body, with their values as the specification writes them.</param>
/// <param name="DataType">The type of the body; null where its sender does not say it, or nothing that is one.</param>
internal sealed record CloudEvent(IReadOnlyList<KeyValuePair<string, string>> Attributes, string? DataType)
{
    /// <summary>An attribute of the gateway's: the route.</summary>
    public const string Route = "gatewayroute";

    /// <summary>The same: the tenant.</summary>
    public const string Tenant = "gatewaytenant";

    /// <summary>The same: how the body is compressed, where the route does not say that it may be.</summary>
    public const string ContentEncoding = "contentencoding";

    /// <summary>False if there is none, and then what the attempt ends with.</summary>
    /// <param name="policy">Of the destination.</param>
    /// <param name="sent">The event.</param>
    /// <param name="isCompressed">Whether the body goes on compressed.</param>
    /// <param name="made">The event.</param>
    /// <param name="answer">Null if there was no memory to look.</param>
    public static bool TryMake(CloudEventPolicy policy, OutboundEvent sent, bool isCompressed, out CloudEvent made, out DestinationAnswer? answer)
    {
        var webhook = sent.Webhook;
        made = null!;
        var id = sent.Delivery.Event.EventId ?? sent.Delivery.Event.Id.ToString();
        if (CloudEventText.StringDefect(id) is { } wrong)
        {
            answer = BrokerMessage.Disallowed("id", id, wrong);
            return false;
        }

        if (!BrokerMessage.TryFill(policy.Source, webhook, "source", CloudEventText.UriReferenceDefect, out var source, out answer)
            || !BrokerMessage.TryFill(policy.Type, webhook, "type", CloudEventText.StringDefect, out var type, out answer))
        {
            return false;
        }

        var attributes = new List<KeyValuePair<string, string>>
        {
            new("specversion", "1.0"), new("id", id), new("source", source), new("type", type), new("time", Instant(sent.Delivery.Event.ReceivedAt)),
        };
        foreach (var (name, template) in policy.Optional)
        {
            if (template.Fill(webhook) is { Text: null, IsShortOfMemory: false })
            {
                continue; // An event that does not have the value does not have the attribute.
            }

            if (!BrokerMessage.TryFill(template, webhook, name, CloudEventText.StringDefect, out var text, out answer))
            {
                return false;
            }

            attributes.Add(new(name, text));
        }

        attributes.Add(new(Route, webhook.Policy.Route));
        if (webhook.Tenant is { } tenant)
        {
            attributes.Add(new(Tenant, tenant));
        }

        if (isCompressed)
        {
            attributes.Add(new(ContentEncoding, webhook.Request.Headers.ContentEncoding.ToString()));
        }

        made = new CloudEvent(attributes, webhook.Request.ContentType is { } said && Ascii.IsValid(said) && MediaType.IsContentType(said) ? said : null);
        return true;
    }

    /// <summary>The attributes as headers of a message beside its body; text of a header is bytes, each as one character.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers(CloudEventBinding binding)
    {
        foreach (var (name, value) in Attributes)
        {
            yield return new(binding.Prefix + name, binding.IsPercentEncoded ? PercentEncoded(value) : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)));
        }

        if (DataType is not null && binding.DataTypeHeader is { } header)
        {
            yield return new(header, binding.IsPercentEncoded ? PercentEncoded(DataType) : DataType);
        }
    }

    /// <summary>RFC 3339 in UTC. Microseconds are what every store keeps.</summary>
    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>nats-protocol-binding.md, section 3.1.3.2: blank, quote, percent sign and what is no visible ASCII.</summary>
    private static string PercentEncoded(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            if (unit is > (byte)' ' and < 0x7F and not ((byte)'"' or (byte)'%'))
            {
                text.Append((char)unit);
            }
            else
            {
                text.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
