using Gateway.Delivery.Attempts;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>Why there is no connection to a broker.</summary>
/// <param name="Result">In the words of all kinds.</param>
/// <param name="Text">In one line; safe to show.</param>
internal sealed record BrokerFailure(AttemptResult Result, string Text)
{
    public static BrokerFailure Connecting { get; } = new(AttemptResult.Unreachable, "The broker is not connected.");

    public DestinationAnswer Answer => new(Result) { Failure = Text };

    public BrokerState State => Result switch
    {
        AttemptResult.Unauthorized => BrokerState.Unauthorized,
        AttemptResult.Untrusted => BrokerState.Untrusted,
        _ => BrokerState.Away,
    };
}
