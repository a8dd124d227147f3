namespace Gateway.Captures;

/// <summary>Which requests of a route are kept.</summary>
internal enum CaptureMode
{
    /// <summary>What was refused, or failed behind the checks.</summary>
    Refused,

    /// <summary>Everything that has passed address checks and budgets.</summary>
    All,

    /// <summary>Nothing.</summary>
    None,
}
