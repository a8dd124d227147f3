using Gateway.Delivery.Stored;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>
/// Brings the ring's requests into the store, encrypted, and takes out of it what has left the ring: some in each round, so that a flood
/// costs the store no more than that, and no request waits for it.
/// </summary>
/// <param name="settings">Whether anything is stored.</param>
/// <param name="ring">What decides on what is kept.</param>
/// <param name="store">The store.</param>
/// <param name="cipher">Encrypts.</param>
/// <param name="clock">Measures the rounds.</param>
/// <param name="logger">Says when one has failed.</param>
internal sealed class CaptureSync(
    CaptureSettings settings, CaptureRing ring, ICaptureStore store, ContentCipher cipher, TimeProvider clock, ILogger<CaptureSync> logger)
    : BackgroundService
{
    private const int MostInRound = 128;
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(1);

    /// <summary>One round; what could not be stored is tried again in the next.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        if (cipher.Current is not { } key)
        {
            return; // Taken out of the configuration meanwhile: nothing is stored as it is.
        }

        foreach (var id in ring.TakeGone())
        {
            await store.RemoveAsync(id, cancellation);
        }

        var records = ring.TakeUnstored(MostInRound);
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                await store.AddAsync(SealedCapture.Of(records[i], key), settings.Bounds, cancellation);
            }
            catch
            {
                records.Skip(i).ToList().ForEach(record => ring.Unmark(record.Id));
                throw;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (settings.IsStored)
        {
            await TryAsync(cancellationToken); // What came since the last round.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.IsStored ? Rounds.RunAsync(TryAsync, BetweenRounds, clock, logger, stoppingToken) : Task.CompletedTask;

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await RunOnceAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store; what has left the ring goes by its age.
        }
    }
}
