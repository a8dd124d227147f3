namespace Gateway.Storage.Captures;

/// <summary>How much is kept, whichever of them is reached first.</summary>
/// <param name="MaxCount">How many requests.</param>
/// <param name="MaxBytes">What they take together.</param>
/// <param name="KeepFor">How long, from their reception on.</param>
internal sealed record CaptureBounds(int MaxCount, long MaxBytes, TimeSpan KeepFor);
