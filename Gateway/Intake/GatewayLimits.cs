namespace Gateway.Intake;

/// <summary>The compiled bounds of the whole process.</summary>
/// <param name="MaxBodyBytes">The largest body of a route that does not say.</param>
/// <param name="MaxBufferedBytes">All bodies in flight together.</param>
/// <param name="BodyTimeout">How long a sender may take.</param>
internal sealed record GatewayLimits(long MaxBodyBytes, long MaxBufferedBytes, TimeSpan BodyTimeout)
{
    /// <summary>No provider sends more; arrays of this length can still be rented.</summary>
    public const long LargestBody = 1L << 30;
}
