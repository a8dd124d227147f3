using System.Text.Json.Serialization;

namespace Gateway.Admin;

/// <summary>What <c>/readyz</c> answers.</summary>
/// <param name="Status"><c>ready</c>, <c>draining</c>, <c>store_unavailable</c> or <c>connections_exhausted</c>.</param>
/// <param name="Store">The store's name.</param>
/// <param name="Configuration"><c>current</c>, or <c>stale</c>: the file has changed and what it says is wrong.</param>
/// <param name="ConfigurationProblems">How many problems it has.</param>
/// <param name="ConfigurationWarnings">How many warnings the configuration in force has: nothing for which it would not be ready.</param>
internal sealed record ReadinessAnswer(string Status, string Store, string Configuration, int ConfigurationProblems, int ConfigurationWarnings)
{
    /// <summary>How the brokers stand that events are delivered to. None of them decides whether the gateway is ready: what is accepted waits. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BrokerView>? Brokers { get; init; }
}
