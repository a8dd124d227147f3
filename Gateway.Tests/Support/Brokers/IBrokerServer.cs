namespace Gateway.Tests.Support.Brokers;

/// <summary>A real broker on loopback, with data of its own. Gone without a trace when disposed.</summary>
internal interface IBrokerServer : IAsyncDisposable
{
    /// <summary>The destination in configuration, as JSON: what comes in as <c>resource.*</c> is taken, whatever the rest of its type.</summary>
    string Destination { get; }

    /// <summary>A type that makes a name of which the broker allows none.</summary>
    string DisallowedType { get; }

    /// <summary>Ends it at once, as a crash would, or leaves it without an answer; what it has acknowledged it keeps.</summary>
    Task StopAsync();

    /// <summary>Has it back where it was.</summary>
    Task RestartAsync();

    /// <summary>Everything that stands in it.</summary>
    Task<IReadOnlyList<ReceivedMessage>> ReadAsync();
}
