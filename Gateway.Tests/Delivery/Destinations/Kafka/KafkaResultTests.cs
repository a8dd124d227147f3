using Confluent.Kafka;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Kafka;

namespace Gateway.Tests.Delivery.Destinations.Kafka;

/// <summary>What the mock cluster does not say: it makes whatever topic it is asked for, and knows no credentials.</summary>
public sealed class KafkaResultTests
{
    [Theory]
    [InlineData(ErrorCode.UnknownTopicOrPart, nameof(AttemptResult.Unroutable), null)]
    [InlineData(ErrorCode.Local_UnknownTopic, nameof(AttemptResult.Unroutable), null)]
    [InlineData(ErrorCode.TopicAuthorizationFailed, nameof(AttemptResult.Unauthorized), null)]
    [InlineData(ErrorCode.SaslAuthenticationFailed, nameof(AttemptResult.Unauthorized), null)]
    [InlineData(ErrorCode.MsgSizeTooLarge, nameof(AttemptResult.Oversized), "message_too_large")]
    [InlineData(ErrorCode.Local_QueueFull, nameof(AttemptResult.Full), null)]
    [InlineData(ErrorCode.NotEnoughReplicas, nameof(AttemptResult.Unreachable), null)]
    [InlineData(ErrorCode.Local_Transport, nameof(AttemptResult.Unreachable), null)]
    [InlineData(ErrorCode.InvalidRecord, nameof(AttemptResult.Refused), null)]
    public async Task An_error_has_its_result(ErrorCode code, string result, string? reason)
    {
        await using var connection = new KafkaConnection(new KafkaCluster
        {
            Brokers = "127.0.0.1:1", // Where nobody listens.
            Mechanism = null,
            User = null,
            Password = null,
            UsesTls = false,
            Tls = new BrokerTls(null, null, null),
            TlsFiles = "",
            MaxBytes = 1000,
        });

        var answer = KafkaResult.Of(new Error(code), connection);

        Assert.Equal((Enum.Parse<AttemptResult>(result), reason), (answer.Result, answer.DeadReason));
    }
}
