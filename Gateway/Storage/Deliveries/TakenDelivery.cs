namespace Gateway.Storage.Deliveries;

/// <summary>One delivery in the hands of a process, until its lease ends.</summary>
/// <param name="Queue">Where it came from.</param>
/// <param name="Event">What is to be delivered. A large content does not come along: <see cref="IDeliveryQueue.ReadContentAsync"/>.</param>
/// <param name="QueuedAt">Since when it is to be delivered: accepted, or redelivered.</param>
/// <param name="Takes">
/// How often it has been taken, this time included. Tells this holder from a later one: a process that was suspended beyond its
/// lease cannot undo what that one does.
/// </param>
/// <param name="History">Its attempts so far, as the last settlement wrote them; empty at first.</param>
internal sealed record TakenDelivery(
    QueueName Queue, StoredEvent Event, DateTimeOffset QueuedAt, int Takes, ReadOnlyMemory<byte> History)
{
    /// <summary>The longest content that comes along.</summary>
    public const int MostContent = 256 * 1024;

    /// <summary>How much comes along with all that is taken at once.</summary>
    public const int MostContents = 4 * 1024 * 1024;

    /// <summary>Of the event, whether it has come along or not.</summary>
    public int ContentLength { get; init; } = Event.Content.Length;

    /// <summary>For when it has been read, and the delivery itself is still needed.</summary>
    public TakenDelivery WithoutContent() => this with { Event = Event with { Content = default } };
}
