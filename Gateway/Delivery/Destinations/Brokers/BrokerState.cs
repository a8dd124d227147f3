namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>How a connection to a broker stands; the names in lower case are the API's.</summary>
internal enum BrokerState
{
    /// <summary>The first attempt to connect is under way.</summary>
    Connecting,

    /// <summary>It is open.</summary>
    Connected,

    /// <summary>It cannot be reached.</summary>
    Away,

    /// <summary>It refuses the credentials.</summary>
    Unauthorized,

    /// <summary>Its certificate is not believed.</summary>
    Untrusted,

    /// <summary>It takes nothing, for it has no room.</summary>
    Full,
}
