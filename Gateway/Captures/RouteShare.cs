namespace Gateway.Captures;

/// <summary>What one route has of a shelf, by its senders.</summary>
/// <param name="route">Its name.</param>
internal sealed class RouteShare(string route)
{
    public string Route { get; } = route;

    public long Places { get; set; }

    public Dictionary<UInt128, SenderShare> Senders { get; } = [];

    /// <summary>The same, by size.</summary>
    public SortedSet<SenderShare> BySize { get; } = new(Comparer<SenderShare>.Create(SenderShare.Compare));

    /// <summary>By size, and among equals by name.</summary>
    public static int Compare(RouteShare? one, RouteShare? other) =>
        one!.Places != other!.Places ? one.Places.CompareTo(other.Places) : string.CompareOrdinal(one.Route, other.Route);
}
