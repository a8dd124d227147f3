namespace Gateway.Tests.Support.Brokers;

/// <summary>What stands in a broker of one event.</summary>
/// <param name="Place">Its key, subject, routing key or topic.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Headers">Beside them.</param>
internal sealed record ReceivedMessage(string Place, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string EventId => Headers["X-Gateway-Event-Id"];
}
