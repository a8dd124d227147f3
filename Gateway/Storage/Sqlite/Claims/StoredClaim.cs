namespace Gateway.Storage.Sqlite.Claims;

/// <summary>A processed event as it stands in a run.</summary>
/// <param name="Id">Which.</param>
/// <param name="Ends">Until when it is remembered.</param>
internal readonly record struct StoredClaim(UInt128 Id, long Ends)
{
    /// <summary>In a page.</summary>
    public const int Length = 16 + sizeof(long);
}
