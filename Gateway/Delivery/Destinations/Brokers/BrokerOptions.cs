namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>How a broker is reached, compiled: who says the same shares one connection, whatever the route.</summary>
internal abstract record BrokerOptions
{
    /// <summary>As the kind is written in configuration.</summary>
    public abstract string Kind { get; }

    /// <summary>Names it where operators read: its hosts, and never a secret.</summary>
    public abstract string Broker { get; }

    /// <summary>Begins to connect. Waits for nothing and never fails: that the broker is away is a state.</summary>
    public abstract IBrokerConnection Connect(TimeProvider clock);

    /// <summary>A record prints all it holds, and here that is passwords.</summary>
    public sealed override string ToString() => $"{Kind} {Broker}";
}
