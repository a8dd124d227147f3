namespace Gateway.Intake;

/// <summary>What happens to a webhook that one stage does not pass.</summary>
internal enum StageMode
{
    /// <summary>Its journey ends there.</summary>
    Enforce,

    /// <summary>That is recorded, and it goes on.</summary>
    Monitor,
}
