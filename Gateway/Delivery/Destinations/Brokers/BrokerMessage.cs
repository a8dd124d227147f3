using Gateway.Attestation;
using Gateway.Delivery.Attempts;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Observability;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What every broker gets of an event: the exact bytes that were verified, and headers beside them.</summary>
/// <param name="Body">The bytes; there until the attempt is over.</param>
/// <param name="Headers">The gateway's own, and those of the provider that are listed.</param>
internal sealed record BrokerMessage(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Of a text that is not allowed, in characters.</summary>
    private const int MostShown = 100;

    /// <summary>What a client copies of an event, in bytes: once into its own buffer, once on its way to the socket. Charged before it is read.</summary>
    /// <param name="length">Of what is stored.</param>
    public static int BytesBeside(int length) => (int)Math.Min(2L * length, int.MaxValue / 2);

    /// <summary>The message; null if there is no memory to attest it.</summary>
    /// <param name="sent">The event.</param>
    /// <param name="listed">The provider's headers that go along, those that are there.</param>
    public static BrokerMessage? Of(OutboundEvent sent, IReadOnlyList<string> listed)
    {
        var webhook = sent.Webhook;
        var attestation = sent.Endpoint.Metadata.GetMetadata<AttestationPolicy>();
        var headers = new List<KeyValuePair<string, string>>();
        using (var request = new HttpRequestMessage())
        {
            GatewayHeaders.Add(request.Headers, webhook); // The very words that a backend gets.
            foreach (var (name, values) in request.Headers.NonValidated)
            {
                headers.Add(new(name, values.ToString()));
            }
        }

        foreach (var name in listed)
        {
            var isOurs = attestation?.Headers.Contains(name, StringComparer.OrdinalIgnoreCase) == true; // And no sender's then.
            if (!isOurs && webhook.Request.Headers.TryGetValue(name, out var values) && values.Count > 0)
            {
                headers.Add(new(name, string.Join(", ", values.AsEnumerable()))); // RFC 9110, section 5.3.
            }
        }

        if (attestation is not null)
        {
            var message = new AttestedMessage(sent.Delivery.Event.Id.ToString(), sent.At, webhook.Body.Memory);
            if (attestation.Attest(message, webhook.Memory) is not { } attested)
            {
                return null;
            }

            headers.AddRange(attested);
        }

        return new BrokerMessage(webhook.Body.Memory, headers);
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
            answer = Disallowed($"The {what} '{LogText.Field(text, MostShown)}' {wrong}");
            return false;
        }

        return true;
    }

    private static DestinationAnswer Disallowed(string failure) =>
        new(AttemptResult.Disallowed) { DeadReason = DeadReason.ValueNotAllowed, Failure = failure };
}
