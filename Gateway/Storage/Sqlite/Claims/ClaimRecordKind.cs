namespace Gateway.Storage.Sqlite.Claims;

/// <summary>What a line of the log says. The numbers stand in files.</summary>
internal enum ClaimRecordKind
{
    /// <summary>An attempt holds the event.</summary>
    Claimed = 1,

    /// <summary>The event is processed.</summary>
    Processed = 2,

    /// <summary>The attempt has given it back.</summary>
    Released = 3,

    /// <summary>An operator has had it forgotten.</summary>
    Forgotten = 4,
}
