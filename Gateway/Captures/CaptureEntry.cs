using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>One request in the ring.</summary>
/// <param name="record">What it is found by, with its content.</param>
/// <param name="sender">Whose share it takes of its route's.</param>
internal sealed class CaptureEntry(CaptureRecord record, UInt128 sender)
{
    /// <summary>Of which nothing changes but what has become of the request.</summary>
    public CaptureRecord Record { get; set; } = record;

    public UInt128 Sender { get; } = sender;

    public bool IsStored { get; set; }
}
