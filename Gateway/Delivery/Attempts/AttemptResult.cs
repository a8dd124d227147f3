namespace Gateway.Delivery.Attempts;

/// <summary>How one attempt ended. The numbers are stored, so none ever changes; the names in lower case are the metric's.</summary>
internal enum AttemptResult
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Answered 2xx, or acknowledged by the broker.</summary>
    Delivered = 1,

    /// <summary>Answered anything else; tried again.</summary>
    Refused = 2,

    /// <summary>Answered 410, or a status that the route calls final.</summary>
    Final = 3,

    /// <summary>No connection, or it broke before the answer; or YARP's health checks left no destination.</summary>
    Unreachable = 4,

    /// <summary>No answer in time.</summary>
    Timeout = 5,

    /// <summary>The stored request cannot be decrypted or read: its key is not configured (any more), or it is damaged.</summary>
    Unreadable = 6,

    /// <summary>The gateway itself failed at it: a defect, in the log with its trace.</summary>
    Failed = 7,

    /// <summary>The broker has nothing that takes it: no queue, no stream, no topic. Tried again, for somebody may make one.</summary>
    Unroutable = 8,

    /// <summary>It is larger than the broker takes.</summary>
    Oversized = 9,

    /// <summary>The broker refuses the credentials, or what they may do.</summary>
    Unauthorized = 10,

    /// <summary>The broker has no room for it.</summary>
    Full = 11,

    /// <summary>A value of the event, or that it has none, makes a name that the broker does not allow.</summary>
    Disallowed = 12,

    /// <summary>The broker's certificate is not believed: of another authority, for another host, or outside its time.</summary>
    Untrusted = 13,
}
