namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>The states of a delivery as the file has them. Indexes and statements name the numbers.</summary>
internal enum StoredState
{
    /// <summary>For its time.</summary>
    Waiting = 0,

    /// <summary>In the hands of this process.</summary>
    Taken = 1,

    /// <summary>For those before it with the same order key.</summary>
    Behind = 2,

    Delivered = 3,

    Dead = 4,
}
