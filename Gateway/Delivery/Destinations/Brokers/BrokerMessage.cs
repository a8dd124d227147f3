using Gateway.Attestation;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Observability;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What every broker gets of an event: its bytes, and headers beside them.</summary>
/// <param name="Body">The bytes; there until the attempt is over.</param>
/// <param name="Headers">The gateway's own, those of the provider that are listed, and what the format asks for.</param>
internal sealed record BrokerMessage(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    private const string ContentEncodingHeader = "Content-Encoding";

    /// <summary>Of a text that is not allowed, in characters.</summary>
    private const int MostShown = 100;

    /// <summary>The type of the bytes; null if it is not known.</summary>
    public string? ContentType { get; private init; }

    /// <summary>How the bytes are compressed; null if they are not.</summary>
    public string? ContentEncoding { get; private init; }

    /// <summary>What a client copies of an event, in bytes: once into its own buffer, once on its way to the socket. Charged before it is read.</summary>
    /// <param name="length">Of what is stored.</param>
    public static int BytesBeside(int length) => (int)Math.Min(2L * length, int.MaxValue / 2);

    /// <summary>The message; false if there is none, and then what the attempt ends with.</summary>
    /// <param name="sent">The event.</param>
    /// <param name="policy">Of the destination.</param>
    /// <param name="message">The message.</param>
    /// <param name="answer">Null if there is no memory for it.</param>
    public static bool TryMake(OutboundEvent sent, MessagePolicy policy, out BrokerMessage message, out DestinationAnswer? answer)
    {
        var isMade = policy.CloudEvent is { } cloudEvent ? TryMake(sent, cloudEvent, out message, out answer) : TryReceived(sent, policy.Headers, out message, out answer);
        if (!isMade)
        {
            return false;
        }

        var (webhook, attestation) = (sent.Webhook, sent.Endpoint.Metadata.GetMetadata<AttestationPolicy>());
        var headers = new List<KeyValuePair<string, string>>();
        using (var request = new HttpRequestMessage())
        {
            GatewayHeaders.Add(request.Headers, webhook); // The very words that a backend gets.
            foreach (var (name, values) in request.Headers.NonValidated)
            {
                headers.Add(new(name, values.ToString()));
            }
        }

        foreach (var name in policy.Headers)
        {
            var isOurs = attestation?.Headers.Contains(name, StringComparer.OrdinalIgnoreCase) == true; // And no sender's then.
            if (!isOurs && webhook.Request.Headers.TryGetValue(name, out var values) && values.Count > 0)
            {
                headers.Add(new(name, string.Join(", ", values.AsEnumerable()))); // RFC 9110, section 5.3.
            }
        }

        headers.AddRange(message.Headers);
        if (attestation is not null)
        {
            var attested = new AttestedMessage(sent.Delivery.Event.Id.ToString(), sent.At, message.Body);
            if (attestation.Attest(attested, webhook.Memory) is not { } signatures)
            {
                return false;
            }

            headers.AddRange(signatures);
        }

        message = message with { Headers = headers };
        webhook.LetGoOfReadings(); // The broker may take long.
        return true;
    }

    /// <summary>The text of a template, as the broker allows it; false if there is none, and then what the attempt ends with.</summary>
    /// <param name="template">Of the place.</param>
    /// <param name="webhook">The event.</param>
    /// <param name="what">What the text is, for who reads why not.</param>
    /// <param name="defect">What the broker does not allow.</param>
    /// <param name="text">The text.</param>
    /// <param name="answer">Null if there was no memory to look.</param>
    public static bool TryFill(
        ValueTemplate template, InboundWebhook webhook, string what, Func<string, string?> defect, out string text, out DestinationAnswer? answer)
    {
        var filled = template.Fill(webhook);
        text = filled.Text ?? "";
        answer = null;
        if (filled.Text is null)
        {
            answer = filled.IsShortOfMemory ? null : Disallowed($"The {what} needs {filled.Missing}, which the event does not have.");
            return false;
        }

        if (defect(text) is { } wrong)
        {
            answer = Disallowed(what, text, wrong);
            return false;
        }

        return true;
    }

    /// <summary>A value that is not allowed where it is to stand.</summary>
    public static DestinationAnswer Disallowed(string what, string text, string wrong) =>
        Disallowed($"The {what} '{LogText.Field(text, MostShown)}' {wrong}");

    /// <summary>The exact bytes that were verified.</summary>
    private static bool TryReceived(OutboundEvent sent, IReadOnlyList<string> listed, out BrokerMessage message, out DestinationAnswer? answer)
    {
        var request = sent.Webhook.Request;
        var encoding = BodyDecoding.IsNone(request.Headers.ContentEncoding) ? null : request.Headers.ContentEncoding.ToString();
        message = new BrokerMessage(
            sent.Webhook.Body.Memory,
            encoding is null || listed.Contains(ContentEncodingHeader, StringComparer.OrdinalIgnoreCase) ? [] : [new(ContentEncodingHeader, encoding)])
        {
            ContentType = request.ContentType,
            ContentEncoding = encoding,
        };
        answer = null;
        return true;
    }

    /// <summary>A CloudEvent: what the body holds, where the route says how to read it.</summary>
    private static bool TryMake(OutboundEvent sent, CloudEventPolicy policy, out BrokerMessage message, out DestinationAnswer? answer)
    {
        var webhook = sent.Webhook;
        message = null!;
        var data = webhook.Body.Content;
        var defect = webhook.Body.Decoder?.Defect;
        if (defect == DecodingDefect.NoMemory)
        {
            answer = null;
            return false;
        }

        // What the route does not decode, or what was never looked at and is no such coding, goes on as it is and says so.
        var isCompressed = defect != DecodingDefect.None && !BodyDecoding.IsNone(webhook.Request.Headers.ContentEncoding);
        data = isCompressed ? webhook.Body.Memory : data;
        if (!CloudEvent.TryMake(policy, sent, isCompressed, out var made, out answer))
        {
            return false;
        }

        var json = policy.IsStructured ? new CloudEventJson(made, data) : null;
        var length = json?.Length ?? data.Length;
        var beside = (2 * length) + (json is null ? 0 : length) - BytesBeside(sent.Delivery.ContentLength);
        if (beside > 0 && !webhook.Body.TryTakeBeside(beside))
        {
            return false;
        }

        message = json is null
            ? new BrokerMessage(data, [.. made.Headers(policy.Binding)]) { ContentType = made.DataType }
            : new BrokerMessage(json.Write(), policy.Binding.TypeHeader is { } header ? [new(header, CloudEventJson.ContentType)] : [])
            {
                ContentType = CloudEventJson.ContentType,
            };
        return true;
    }

    private static DestinationAnswer Disallowed(string failure) =>
        new(AttemptResult.Disallowed) { DeadReason = DeadReason.ValueNotAllowed, Failure = failure };
}
