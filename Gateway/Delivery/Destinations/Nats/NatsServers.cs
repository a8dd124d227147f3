using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>How servers of NATS are reached.</summary>
internal sealed record NatsServers : BrokerOptions
{
    public required string Url { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public string? Credentials { get; init; }

    public required BrokerTls Tls { get; init; }

    public override string Kind => "Nats";

    public override string Broker => Url;

    public override IBrokerConnection Connect(TimeProvider clock) => new NatsJetStream(this, clock);
}
