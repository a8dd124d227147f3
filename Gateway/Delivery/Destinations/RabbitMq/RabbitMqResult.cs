using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Brokers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>What RabbitMQ has said, in the words of all kinds.</summary>
internal static class RabbitMqResult
{
    private const int Longest = 200;

    public static readonly DestinationAnswer Delivered = new(AttemptResult.Delivered);

    public static readonly DestinationAnswer Late = new(AttemptResult.Timeout) { Failure = "The broker has not confirmed it in time." };

    /// <param name="reason">The broker's, such as <c>low on memory</c>.</param>
    public static DestinationAnswer Blocked(string reason) =>
        new(AttemptResult.Full) { Failure = Line($"The broker blocks whoever publishes: {reason}") };

    /// <summary>Returned, or not taken (<c>basic.nack</c>, as of a queue with a bound that rejects).</summary>
    public static DestinationAnswer Of(PublishException exception) => exception.IsReturn
        ? new DestinationAnswer(AttemptResult.Unroutable) { Failure = Line($"No queue takes it: {exception.Message}") }
        : new DestinationAnswer(AttemptResult.Full) { Failure = "The broker has confirmed that it did not take it." };

    public static DestinationAnswer TooLarge(string text) =>
        new(AttemptResult.Oversized) { DeadReason = DeadReason.MessageTooLarge, Failure = Line(text) };

    /// <param name="exception">How publishing ended.</param>
    /// <param name="reason">Why the channel is closed; null if it is not.</param>
    /// <param name="blocked">Why the broker takes nothing; null if it does.</param>
    /// <param name="hasTimedOut">The attempt's own time is over.</param>
    public static DestinationAnswer Of(Exception exception, ShutdownEventArgs? reason, string? blocked, bool hasTimedOut)
    {
        if (blocked is not null)
        {
            return Blocked(blocked);
        }

        var said = reason ?? (exception as OperationInterruptedException)?.ShutdownReason;
        return said switch
        {
            { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.NotFound } =>
                new DestinationAnswer(AttemptResult.Unroutable) { Failure = Line(said.ReplyText) },
            { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.AccessRefused or Constants.NotAllowed } =>
                new DestinationAnswer(AttemptResult.Unauthorized) { Failure = Line(said.ReplyText) },
            { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.PreconditionFailed } when said.ReplyText.Contains("message size", StringComparison.Ordinal) =>
                TooLarge(said.ReplyText),
            { Initiator: ShutdownInitiator.Peer, ReplyCode: Constants.ResourceError } =>
                new DestinationAnswer(AttemptResult.Full) { Failure = Line(said.ReplyText) },
            _ when hasTimedOut => Late,
            _ => new DestinationAnswer(AttemptResult.Unreachable) { Failure = Line(said?.ReplyText ?? exception.Message) },
        };
    }

    /// <summary>Why there is no connection.</summary>
    public static BrokerFailure Explain(Exception exception)
    {
        if (TlsFailure.Explain(exception) is { } ofTls)
        {
            return ofTls;
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            // A broker that does not know a user's password says so, or ends the connection; of the virtual host it says that it is not allowed.
            if (cause is AuthenticationFailureException or PossibleAuthenticationFailureException
                || (cause is OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused or Constants.NotAllowed }))
            {
                return new BrokerFailure(AttemptResult.Unauthorized, Line(cause.Message));
            }
        }

        return new BrokerFailure(AttemptResult.Unreachable, Line(exception.GetBaseException().Message));
    }

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > Longest ? line[..Longest] : line;
    }
}
