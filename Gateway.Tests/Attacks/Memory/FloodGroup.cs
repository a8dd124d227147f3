namespace Gateway.Tests.Attacks.Memory;

/// <summary>
/// Floods, and what is held against a bound by the clock, come one after another when everything else is done: what they measure is the
/// gateway, not two tests that want the same processors.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FloodGroup
{
    public const string Name = "Floods";
}
