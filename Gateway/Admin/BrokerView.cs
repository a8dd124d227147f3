namespace Gateway.Admin;

/// <summary>How one broker stands.</summary>
/// <param name="Kind">As it is written in configuration.</param>
/// <param name="Broker">Its hosts.</param>
/// <param name="State"><c>connecting</c>, <c>connected</c>, <c>away</c>, <c>unauthorized</c>, <c>untrusted</c> or <c>full</c>.</param>
internal sealed record BrokerView(string Kind, string Broker, string State);
