using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>A type that the schema allows beside others.</summary>
internal sealed record DeclaredType(string Name, JsonTypes Kinds)
{
    public Sighting Seen { get; } = new();
}
