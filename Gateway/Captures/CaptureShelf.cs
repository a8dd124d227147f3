namespace Gateway.Captures;

/// <summary>
/// A bounded part of the ring. What is over its bounds is taken from the sender that has most of the route that has most: a flood
/// pushes out itself. Each operation takes the logarithm of the number of senders.
/// </summary>
/// <param name="maxCount">How many requests.</param>
/// <param name="maxBytes">What they may take.</param>
/// <param name="keepsEarliest">Of one sender, and among senders that have as much, whether the earliest stays.</param>
internal sealed class CaptureShelf(int maxCount, long maxBytes, bool keepsEarliest)
{
    /// <summary>
    /// A request takes a place, and a large one several. Any finer, and the smallest requests would push out all others: a forger's are as
    /// small as it likes, and a provider's are not.
    /// </summary>
    private const int BytesOfPlace = 16 * 1024;

    private readonly Dictionary<string, RouteShare> _routes = new(StringComparer.Ordinal);
    private readonly SortedSet<RouteShare> _bySize = new(Comparer<RouteShare>.Create(RouteShare.Compare));
    private long _senders;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    private bool IsOver => Count > maxCount || Bytes > maxBytes;

    /// <summary>Adds a request, and returns what has to leave for it, which may be itself.</summary>
    public List<CaptureEntry> Add(CaptureEntry entry)
    {
        if (!_routes.TryGetValue(entry.Record.Route, out var route))
        {
            _routes[entry.Record.Route] = route = new RouteShare(entry.Record.Route);
            _bySize.Add(route);
        }

        if (!route.Senders.TryGetValue(entry.Sender, out var sender))
        {
            route.Senders[entry.Sender] = sender = new SenderShare(_senders++);
            route.BySize.Add(sender);
        }

        Change(route, sender, PlacesOf(entry));
        sender.Entries.AddLast(entry);
        Count++;
        Bytes += entry.Record.Bytes;
        var leaving = new List<CaptureEntry>();
        while (IsOver)
        {
            leaving.Add(TakeFromLargest());
        }

        return leaving;
    }

    /// <summary>Whether the request fits in beside what is there.</summary>
    public bool HasRoomFor(CaptureEntry entry) => Count < maxCount && Bytes + entry.Record.Bytes <= maxBytes;

    /// <summary>Takes out what was received before.</summary>
    public List<CaptureEntry> TakeOlderThan(DateTimeOffset instant)
    {
        var old = new List<CaptureEntry>();
        foreach (var route in _routes.Values.ToList())
        {
            foreach (var sender in route.Senders.ToList())
            {
                // What has come from another shelf need not stand in the order of arrival.
                LinkedListNode<CaptureEntry>? next;
                for (var node = sender.Value.Entries.First; node is not null; node = next)
                {
                    next = node.Next;
                    if (node.Value.Record.ReceivedAt < instant)
                    {
                        old.Add(Take(route, sender.Value, node));
                    }
                }
            }
        }

        return old;
    }

    private CaptureEntry TakeFromLargest()
    {
        var route = _bySize.Max!;
        var most = route.BySize.Max!;
        var sender = keepsEarliest ? most : EarliestOf(route, most);
        return Take(route, sender, keepsEarliest ? sender.Entries.Last! : sender.Entries.First!);
    }

    /// <summary>Of senders that have as much as the largest, who came first.</summary>
    private static SenderShare EarliestOf(RouteShare route, SenderShare most) =>
        route.BySize.GetViewBetween(new SenderShare(-1) { Places = most.Places }, most).Min!;

    private CaptureEntry Take(RouteShare route, SenderShare sender, LinkedListNode<CaptureEntry> node)
    {
        var entry = node.Value;
        sender.Entries.Remove(node);
        Change(route, sender, -PlacesOf(entry));
        Count--;
        Bytes -= entry.Record.Bytes;
        if (sender.Entries.Count == 0)
        {
            route.BySize.Remove(sender);
            route.Senders.Remove(entry.Sender);
        }

        if (route.Senders.Count == 0)
        {
            _bySize.Remove(route);
            _routes.Remove(route.Route);
        }

        return entry;
    }

    private static long PlacesOf(CaptureEntry entry) => Math.Max(1, (entry.Record.Bytes + BytesOfPlace - 1) / BytesOfPlace);

    private void Change(RouteShare route, SenderShare sender, long places)
    {
        _bySize.Remove(route); // What a set is ordered by must not change within it.
        route.BySize.Remove(sender);
        sender.Places += places;
        route.Places += places;
        route.BySize.Add(sender);
        _bySize.Add(route);
    }
}
