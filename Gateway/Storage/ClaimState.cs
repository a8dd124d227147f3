namespace Gateway.Storage;

/// <summary>What a store answers to an attempt to claim an event. The zero value lets nothing through.</summary>
internal enum ClaimState
{
    /// <summary>No answer. Treated as a store that is not available.</summary>
    Unknown,

    /// <summary>The event is this attempt's until the lease ends.</summary>
    Claimed,

    /// <summary>Another attempt holds the event: it is being forwarded right now.</summary>
    InFlight,

    /// <summary>The event has been delivered within its time to live.</summary>
    Processed,
}
