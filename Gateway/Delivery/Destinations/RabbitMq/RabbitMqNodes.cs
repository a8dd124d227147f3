using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>How the nodes of RabbitMQ are reached.</summary>
internal sealed record RabbitMqNodes : BrokerOptions
{
    /// <summary>Parted by commas; looked at before.</summary>
    public required string Url { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    public required BrokerTls Tls { get; init; }

    public override string Kind => "RabbitMq";

    public override string Broker => Url;

    public IEnumerable<Uri> Nodes => Url.Split(',').Select(node => new Uri(node));

    /// <summary>The path of the first node.</summary>
    public string VirtualHost => Nodes.First().AbsolutePath is { Length: > 1 } path ? Uri.UnescapeDataString(path[1..]) : "/";

    public override IBrokerConnection Connect(TimeProvider clock) => new RabbitMqConnection(this, clock);
}
