using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>An exchange of RabbitMQ, compiled.</summary>
internal sealed record RabbitMqPolicy : IDestinationPolicy
{
    public required RabbitMqNodes Nodes { get; init; }

    public required string Exchange { get; init; }

    public required ValueTemplate RoutingKey { get; init; }

    /// <summary>An event that no queue takes is a failure.</summary>
    public required bool IsMandatory { get; init; }

    public required bool IsPersistent { get; init; }

    public required MessagePolicy Message { get; init; }

    public BrokerOptions? Broker => Nodes;

    public IDestination Open(DestinationServices services) => new RabbitMqDestination(this, services.Brokers);
}
