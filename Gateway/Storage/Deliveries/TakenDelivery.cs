namespace Gateway.Storage.Deliveries;

/// <summary>One delivery in the hands of a process, until its lease ends.</summary>
/// <param name="Queue">Where it came from.</param>
/// <param name="Event">What is to be delivered.</param>
/// <param name="QueuedAt">Since when it is to be delivered: accepted, or redelivered.</param>
/// <param name="Takes">
/// How often it has been taken, this time included. Tells this holder from a later one: a process that was suspended beyond its
/// lease cannot undo what that one does.
/// </param>
/// <param name="History">Its attempts so far, as the last settlement wrote them; empty at first.</param>
internal sealed record TakenDelivery(
    QueueName Queue, StoredEvent Event, DateTimeOffset QueuedAt, int Takes, ReadOnlyMemory<byte> History);
