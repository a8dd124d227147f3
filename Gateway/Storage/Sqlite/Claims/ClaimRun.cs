namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// Processed events in the file, sorted by id: some thousand that were moved there together. Never changed but for an
/// event that is forgotten, and removed as a whole when the last of them has ended.
/// </summary>
/// <param name="Id">Its row.</param>
/// <param name="FirstPage">Its pages follow one another.</param>
/// <param name="Count">How many events.</param>
/// <param name="Ends">When the last of them ends.</param>
/// <param name="Fences">The upper half of the first id on each page.</param>
internal sealed record ClaimRun(long Id, long FirstPage, int Count, long Ends, ulong[] Fences)
{
    /// <summary>Fills a page of the file: 4,096 bytes less what SQLite keeps on it.</summary>
    public const int ClaimsOnPage = 168;

    public int Pages => Fences.Length;

    /// <summary>Whether all of its ids are in <see cref="ClaimFront.Seen"/>.</summary>
    public bool IsSeen { get; set; }

    /// <summary>How many pages have been read on the way into <see cref="ClaimFront.Seen"/>, or out of it.</summary>
    public int PagesRead { get; set; }

    /// <summary>One that is yet to be written.</summary>
    /// <param name="run">Its row.</param>
    /// <param name="page">Its first page.</param>
    /// <param name="claims">In order.</param>
    public static ClaimRun Of(long run, long page, ReadOnlySpan<StoredClaim> claims)
    {
        var fences = new ulong[(claims.Length + ClaimsOnPage - 1) / ClaimsOnPage];
        for (var index = 0; index < fences.Length; index++)
        {
            fences[index] = (ulong)(claims[index * ClaimsOnPage].Id >> 64);
        }

        var ends = 0L;
        foreach (var claim in claims)
        {
            ends = Math.Max(ends, claim.Ends);
        }

        return new ClaimRun(run, page, claims.Length, ends, fences);
    }

    /// <summary>The last page that may have the id; negative if none may.</summary>
    public int PageOf(UInt128 id)
    {
        var fence = (ulong)(id >> 64);
        var low = 0;
        var high = Fences.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Fences[middle] <= fence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    /// <summary>Whether the page before may have it, too: its fence says only half of an id.</summary>
    public bool IsOnFence(int page, UInt128 id) => page > 0 && Fences[page] == (ulong)(id >> 64);
}
