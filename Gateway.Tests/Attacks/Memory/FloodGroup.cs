namespace Gateway.Tests.Attacks.Memory;

/// <summary>Floods come one after another when everything else is done: what they measure is the gateway under a flood, not two tests that want the same processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FloodGroup
{
    public const string Name = "Floods";
}
