namespace Gateway.Storage.Deliveries;

/// <summary>What a store answers to an acceptance. The zero value accepts nothing.</summary>
internal enum AcceptState
{
    /// <summary>No answer. Treated as a store that is not available.</summary>
    Unknown,

    /// <summary>It is durable, and will be delivered.</summary>
    Accepted,

    /// <summary>An attempt at the same event is being forwarded right now: the route did not always queue.</summary>
    InFlight,

    /// <summary>The event has been accepted, or forwarded, within its time to live; or this very acceptance has been carried out.</summary>
    Processed,

    /// <summary>A queue of the route, or the store, has no room. Nothing was changed.</summary>
    Full,
}
