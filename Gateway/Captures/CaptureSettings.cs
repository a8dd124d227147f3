using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>The compiled <c>Gateway:Captures</c> section; fixed while the process runs.</summary>
/// <param name="Bounds">How much is kept.</param>
/// <param name="MaxBodyBytes">The longest body that is kept.</param>
/// <param name="IsStored">Whether it is kept in the store, too.</param>
internal sealed record CaptureSettings(CaptureBounds Bounds, int MaxBodyBytes, bool IsStored)
{
    public static CaptureSettings Default { get; } = new(new CaptureBounds(1000, 32 * 1024 * 1024, TimeSpan.FromDays(1)), 64 * 1024, IsStored: false);

    /// <summary>Whether anything can be kept at all.</summary>
    public bool IsOn => Bounds.MaxCount > 0;
}
