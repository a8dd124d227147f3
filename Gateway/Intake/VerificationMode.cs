namespace Gateway.Intake;

/// <summary>What happens to a webhook that fails a check.</summary>
internal enum VerificationMode
{
    /// <summary>It is refused.</summary>
    Enforce,

    /// <summary>It is recorded as what would have been refused, and forwarded.</summary>
    Monitor,

    /// <summary>Nothing is checked; the configuration says why.</summary>
    None,
}
