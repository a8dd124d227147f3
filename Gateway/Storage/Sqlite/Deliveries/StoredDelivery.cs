namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>What decides about a delivery, as the file has it.</summary>
/// <param name="Seq">Its row.</param>
/// <param name="Queue">Its queue's row.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Queued">Since when.</param>
/// <param name="Takes">How often.</param>
/// <param name="Bytes">Of the content.</param>
/// <param name="OrderKey">Null for none.</param>
internal sealed record StoredDelivery(
    long Seq, long Queue, StoredState State, long Queued, int Takes, long Bytes, byte[]? OrderKey)
{
    public bool IsOver => State is StoredState.Delivered or StoredState.Dead;
}
