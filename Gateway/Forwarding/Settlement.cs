using Gateway.Storage;

namespace Gateway.Forwarding;

/// <summary>
/// Settles one claim, once: completed on 2xx, released on anything else, so that the provider's retry gets through. It
/// happens before the provider hears of it: a retry sent on the answer finds the claim settled.
/// </summary>
internal sealed class Settlement(Claim claim, HttpResponse response)
{
    private bool _settled;

    public Task SettleAsync() => SettleAsync(response.StatusCode is >= 200 and <= 299);

    /// <summary>The answer never began: the connection broke, or an exception is on its way.</summary>
    public Task ReleaseIfOpenAsync() => _settled ? Task.CompletedTask : SettleAsync(delivered: false);

    private async Task SettleAsync(bool delivered)
    {
        if (_settled)
        {
            return;
        }

        _settled = true;
        try
        {
            if (delivered)
            {
                await claim.Store.CompleteAsync(claim.Key, claim.TimeToLive, CancellationToken.None);
            }
            else
            {
                await claim.Store.ReleaseAsync(claim.Key, claim.Owner, claim.Lease, CancellationToken.None);
            }
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store. A completion is repeated until it succeeds; a release that is lost ends
            // with the lease. Either way the provider gets the backend's answer.
        }
    }
}
