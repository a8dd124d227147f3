namespace Gateway.Storage.Deliveries;

/// <summary>Where one delivery of an event stands.</summary>
internal enum DeliveryState
{
    /// <summary>Not known; no delivery has it.</summary>
    None,

    /// <summary>Open: waits for its time or for its turn, or is being attempted.</summary>
    Waiting,

    /// <summary>The destination has answered 2xx. Kept for a while, to be shown and redelivered.</summary>
    Delivered,

    /// <summary>Given up, with a reason. Kept to be shown and redelivered.</summary>
    Dead,
}
