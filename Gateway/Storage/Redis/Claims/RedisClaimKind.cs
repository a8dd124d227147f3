namespace Gateway.Storage.Redis.Claims;

/// <summary>What is asked of one claim.</summary>
internal enum RedisClaimKind
{
    /// <summary>Takes the event, if nobody has it.</summary>
    Claim,

    /// <summary>Records that it is processed.</summary>
    Complete,

    /// <summary>Gives it back, if this attempt holds it.</summary>
    Release,

    /// <summary>Removes it, whoever holds it.</summary>
    Forget,
}
