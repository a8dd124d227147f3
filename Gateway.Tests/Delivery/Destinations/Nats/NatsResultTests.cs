using System.Text;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Nats;

namespace Gateway.Tests.Delivery.Destinations.Nats;

/// <summary>What JetStream answers, as nats-server writes it.</summary>
public sealed class NatsResultTests
{
    [Theory]
    [InlineData("""{"stream":"EVENTS","seq":1}""", nameof(AttemptResult.Delivered), null)]
    [InlineData("""{"stream":"EVENTS","seq":1,"duplicate":true}""", nameof(AttemptResult.Delivered), null)]
    [InlineData("""{"error":{"code":503,"err_code":10077,"description":"maximum bytes exceeded"},"stream":"EVENTS","seq":0}""", nameof(AttemptResult.Full), null)]
    [InlineData("""{"error":{"code":400,"err_code":10054,"description":"message size exceeds maximum allowed"},"stream":"EVENTS","seq":0}""", nameof(AttemptResult.Oversized), "message_too_large")]
    [InlineData("""{"error":{"code":400,"err_code":10060,"description":"expected stream does not match"},"stream":"","seq":0}""", nameof(AttemptResult.Refused), null)]
    [InlineData("""{"error":{}}""", nameof(AttemptResult.Refused), null)]
    [InlineData("""{"hello":"world"}""", nameof(AttemptResult.Refused), null)]
    [InlineData("+OK", nameof(AttemptResult.Refused), null)]
    [InlineData("", nameof(AttemptResult.Refused), null)]
    public void An_acknowledgement_is_delivered_and_nothing_else_is(string answer, string result, string? reason)
    {
        var read = NatsResult.OfAcknowledgement(Encoding.UTF8.GetBytes(answer));

        Assert.Equal((Enum.Parse<AttemptResult>(result), reason), (read.Result, read.DeadReason));
    }

    [Fact]
    public void No_answer_at_all_is_no_acknowledgement() => Assert.Equal(AttemptResult.Refused, NatsResult.OfAcknowledgement(null).Result);
}
