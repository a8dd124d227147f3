namespace Gateway.Delivery.Stored;

/// <summary>What came of reading a stored request. The zero value has none.</summary>
internal enum ReadState
{
    /// <summary>No configured key decrypts it, a newer gateway wrote it, it is damaged, or it is not kept any more.</summary>
    Unreadable,

    /// <summary>It is there.</summary>
    Read,

    /// <summary>There is no memory for it just now.</summary>
    NoMemory,

    /// <summary>The store does not answer.</summary>
    StoreUnavailable,
}
