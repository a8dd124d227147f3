namespace Gateway.Captures;

/// <summary>What one sender has of a route's share, in the order of arrival.</summary>
/// <param name="number">Tells senders apart, in the order in which they came.</param>
internal sealed class SenderShare(long number)
{
    public long Number { get; } = number;

    public long Bytes { get; set; }

    public LinkedList<CaptureEntry> Entries { get; } = [];

    /// <summary>By size, and among equals by arrival.</summary>
    public static int Compare(SenderShare? one, SenderShare? other) =>
        one!.Bytes != other!.Bytes ? one.Bytes.CompareTo(other.Bytes) : one.Number.CompareTo(other.Number);
}
