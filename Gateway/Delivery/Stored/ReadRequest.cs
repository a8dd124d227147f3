using Gateway.Intake.Memory;

namespace Gateway.Delivery.Stored;

/// <summary>A stored request in memory, or why it is not.</summary>
/// <param name="State">Whether it is.</param>
/// <param name="Request">Null unless it was read.</param>
/// <param name="Bytes">Where its body stands, to be given back; null unless it was read.</param>
internal readonly record struct ReadRequest(ReadState State, StoredRequest? Request = null, HeldBytes? Bytes = null) : IDisposable
{
    public void Dispose() => Bytes?.Dispose();
}
