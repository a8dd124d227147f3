namespace Gateway.Storage.Captures;

/// <summary>One page of a list.</summary>
/// <param name="Records">In order, without their contents.</param>
/// <param name="Next">Where the next page begins; null behind the last.</param>
internal sealed record CapturePage(IReadOnlyList<CaptureRecord> Records, string? Next)
{
    /// <summary>The page out of all there are: they are bounded by their number, so that a list is made of them as a whole.</summary>
    /// <param name="all">In any order.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="atMost">At least 1.</param>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    public static CapturePage Of(IEnumerable<CaptureRecord> all, CaptureFilter filter, string? after, int atMost)
    {
        var place = after is null ? (CapturePlace?)null : CapturePlace.Parse(after);
        var sign = filter.NewestFirst ? -1 : 1;
        var found = all.Where(filter.Takes)
            .Select(record => (Place: CapturePlace.Of(record), Record: record))
            .Where(one => place is null || sign * CapturePlace.Compare(one.Place, place.Value) > 0)
            .Order(Comparer<(CapturePlace Place, CaptureRecord Record)>.Create((one, other) => sign * CapturePlace.Compare(one.Place, other.Place)))
            .Take(atMost + 1)
            .ToList();
        return new CapturePage(
            [.. found.Take(atMost).Select(one => one.Record with { Content = default })],
            found.Count > atMost ? found[atMost - 1].Place.ToString() : null);
    }
}
