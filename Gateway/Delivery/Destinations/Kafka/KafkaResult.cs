using Confluent.Kafka;
using Gateway.Delivery.Attempts;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>What Kafka has said, in the words of all kinds.</summary>
internal static class KafkaResult
{
    private const int Longest = 200;

    public static readonly DestinationAnswer Delivered = new(AttemptResult.Delivered);

    /// <summary>Nobody has acknowledged it in time.</summary>
    public static DestinationAnswer Late(KafkaConnection connection) => connection switch
    {
        { IsUnauthorized: true } => Answer(AttemptResult.Unauthorized, connection.Failure ?? "The brokers refuse the credentials."),
        { IsUntrusted: true } => Answer(AttemptResult.Untrusted, connection.Failure ?? "The brokers' certificate is not believed."),
        { Failure: { } failure } => Answer(AttemptResult.Unreachable, failure),
        _ => Answer(AttemptResult.Timeout, "The brokers have not acknowledged it in time."),
    };

    public static DestinationAnswer Of(Error error, KafkaConnection connection)
    {
        switch (error.Code)
        {
            case ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge:
                return Answer(AttemptResult.Oversized, error.Reason) with { DeadReason = DeadReason.MessageTooLarge };
            case ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition:
                return Answer(AttemptResult.Unroutable, error.Reason);
            case ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Authentication:
                return Answer(AttemptResult.Unauthorized, error.Reason);
            case ErrorCode.Local_Ssl:
                return Late(connection);
            case ErrorCode.Local_QueueFull:
                return Answer(AttemptResult.Full, error.Reason);
            case ErrorCode.Local_MsgTimedOut or ErrorCode.Local_TimedOut or ErrorCode.RequestTimedOut:
                return Late(connection);
            case ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.NotEnoughReplicas
                or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.BrokerNotAvailable:
                return Answer(AttemptResult.Unreachable, error.Reason);
            default:
                return Answer(AttemptResult.Refused, error.Reason);
        }
    }

    private static DestinationAnswer Answer(AttemptResult result, string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return new DestinationAnswer(result) { Failure = line.Length > Longest ? line[..Longest] : line };
    }
}
