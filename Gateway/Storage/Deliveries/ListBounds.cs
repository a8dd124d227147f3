namespace Gateway.Storage.Deliveries;

/// <summary>Between which places, both excluded, the rest of a list lies.</summary>
internal readonly record struct ListBounds(ListPlace Low, ListPlace High)
{
    /// <summary>Nothing lies between them.</summary>
    public bool IsEmpty => ListPlace.Compare(Low, High) >= 0;

    /// <param name="filter">Names the times, and the direction.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    public static ListBounds Of(DeliveryFilter filter, string? after)
    {
        // No delivery has the least number: such a place is before all that was received at its time.
        var low = new ListPlace(filter.From is { } from ? Microseconds.NotBefore(from) : long.MinValue, long.MinValue);
        var high = new ListPlace(filter.Until is { } until ? Microseconds.NotBefore(until) : long.MaxValue, long.MinValue);
        if (after is null)
        {
            return new(low, high);
        }

        var place = ListPlace.Parse(after);
        return filter.NewestFirst
            ? new(low, ListPlace.Compare(place, high) < 0 ? place : high)
            : new(ListPlace.Compare(place, low) > 0 ? place : low, high);
    }
}
