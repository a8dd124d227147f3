namespace Gateway.Delivery.Attempts;

/// <summary>Why a delivery is a dead letter. The codes are stored and public: operators filter by them.</summary>
internal static class DeadReason
{
    /// <summary>The destination answered a status that no further attempt will change.</summary>
    public const string FinalStatus = "final_status";

    /// <summary>Every attempt that the route allows has failed.</summary>
    public const string RetriesExhausted = "retries_exhausted";

    /// <summary>A value of the event, or that it has none, makes a name that the broker does not allow.</summary>
    public const string ValueNotAllowed = "value_not_allowed";

    /// <summary>It is larger than the broker takes.</summary>
    public const string MessageTooLarge = "message_too_large";
}
