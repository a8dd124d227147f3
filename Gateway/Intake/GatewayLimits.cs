namespace Gateway.Intake;

/// <summary>The compiled bounds of the whole process.</summary>
/// <param name="MaxBodyBytes">The largest body of a route that does not say.</param>
/// <param name="MaxBufferedBytes">All bodies in flight together.</param>
/// <param name="BodyTimeout">How long a sender may take.</param>
/// <param name="MaxConnections">Of senders, by the memory that each of them takes before anything is asked for.</param>
internal sealed record GatewayLimits(long MaxBodyBytes, long MaxBufferedBytes, TimeSpan BodyTimeout, int MaxConnections)
{
    /// <summary>No provider sends more; arrays of this length can still be rented.</summary>
    public const long LargestBody = 1L << 30;
}
