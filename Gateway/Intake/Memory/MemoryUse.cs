namespace Gateway.Intake.Memory;

/// <summary>What an account's memory is for, and so which part of the budget it draws on beside the whole.</summary>
internal enum MemoryUse
{
    /// <summary>A request that has proven nothing.</summary>
    Unproven,

    /// <summary>A webhook whose sender is proven.</summary>
    Proven,

    /// <summary>An attempt to deliver what was accepted before.</summary>
    Delivery,
}
