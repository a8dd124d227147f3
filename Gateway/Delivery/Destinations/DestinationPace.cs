using Gateway.Storage;

namespace Gateway.Delivery.Destinations;

/// <summary>The permits of a destination's rate. One that was not used, because there was nothing to send, is kept.</summary>
internal sealed class DestinationPace(IRateLimitStore store)
{
    private readonly RateLimitCharge[] _charge = new RateLimitCharge[1];
    private int _kept;

    /// <summary>How many attempts may begin now; and, if none, how long to wait.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async ValueTask<(int Permits, TimeSpan Wait)> TakeAsync(RateLimitCharge? rate, int wanted, CancellationToken cancellation)
    {
        if (rate is not { } charge)
        {
            return (wanted, TimeSpan.Zero);
        }

        _charge[0] = charge;
        var permits = Math.Min(_kept, wanted);
        _kept -= permits;
        while (permits < wanted)
        {
            var wait = await store.TryTakeAsync(_charge, cancellation);
            if (wait > TimeSpan.Zero)
            {
                return (permits, permits > 0 ? TimeSpan.Zero : wait);
            }

            permits++;
        }

        return (permits, TimeSpan.Zero);
    }

    public void GiveBack(int permits) => _kept += permits;
}
