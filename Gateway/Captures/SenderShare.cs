namespace Gateway.Captures;

/// <summary>What one sender has of a route's share, in the order of arrival.</summary>
/// <param name="number">Tells senders apart, in the order in which they came.</param>
internal sealed class SenderShare(long number)
{
    public long Number { get; } = number;

    public long Places { get; set; }

    public LinkedList<CaptureEntry> Entries { get; } = [];

    /// <summary>By size, and among equals by arrival.</summary>
    public static int Compare(SenderShare? one, SenderShare? other) =>
        one!.Places != other!.Places ? one.Places.CompareTo(other.Places) : one.Number.CompareTo(other.Number);
}
