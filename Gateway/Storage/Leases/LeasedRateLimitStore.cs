using System.Runtime.InteropServices;

namespace Gateway.Storage.Leases;

/// <summary>
/// Draws on budgets of a store that is asked over a network, a few permits at a time: nearly every webhook finds one in the
/// process. A process holds fewer than <see cref="BudgetLease.MostOf"/> unused permits of a budget, and so within any time N of them
/// together let fewer than N times that more pass than the limit; of limits below 200 nothing is held. What is not
/// used goes back after a second.
/// </summary>
internal sealed class LeasedRateLimitStore : IRateLimitStore, IAsyncDisposable
{
    /// <summary>Budgets in use at once for which anything is held; others are asked for each time.</summary>
    private const int MostLeases = 100_000;

    private const int ReturnedAtOnce = 256;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>For so long a refusal stands for those behind it: another process may have given something back meanwhile.</summary>
    private static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(20);

    private readonly IBudgetLeases _store;
    private readonly TimeProvider _clock;
    private readonly Dictionary<RateLimitKey, BudgetLease> _leases = [];
    private readonly Lock _gate = new();
    private readonly ITimer _sweep;

    public LeasedRateLimitStore(IBudgetLeases store, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        _sweep = clock.CreateTimer(static leases => _ = ((LeasedRateLimitStore)leases!).SweepAsync(Idle), this, Idle, Idle);
    }

    public ValueTask<TimeSpan> TryTakeAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (TryTakeHere(charges.Span))
            {
                return new(TimeSpan.Zero);
            }
        }

        return AskAsync(charges, cancellation);
    }

    public ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        List<BudgetAsk>? returned = null;
        lock (_gate)
        {
            foreach (ref readonly var charge in charges.Span)
            {
                if (_leases.TryGetValue(charge.Key, out var lease) && lease.Permits + 1 < BudgetLease.MostOf(charge))
                {
                    lease.Permits++;
                    lease.RefusedUntil = 0;
                }
                else
                {
                    Add(returned ??= [], charge);
                }
            }
        }

        return returned is null ? ValueTask.CompletedTask : _store.ReturnAsync(returned.ToArray(), cancellation);
    }

    /// <summary>Gives back what is held, as far as the store answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await SweepAsync(TimeSpan.Zero);
    }

    /// <summary>One of each, if each has one: nothing of it is taken otherwise.</summary>
    private bool TryTakeHere(ReadOnlySpan<RateLimitCharge> charges)
    {
        for (var index = 0; index < charges.Length; index++)
        {
            if (!_leases.TryGetValue(charges[index].Key, out var lease) || lease.Permits == 0)
            {
                GiveBackHere(charges[..index]);
                return false;
            }

            lease.Permits--;
            lease.UsedAt = _clock.GetTimestamp();
        }

        return true;
    }

    private void GiveBackHere(ReadOnlySpan<RateLimitCharge> charges)
    {
        foreach (ref readonly var charge in charges)
        {
            _leases[charge.Key].Permits++;
        }
    }

    private async ValueTask<TimeSpan> AskAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        while (true)
        {
            List<BudgetAsk> asks;
            Task? underWay;
            lock (_gate)
            {
                if (TryTakeHere(charges.Span))
                {
                    return TimeSpan.Zero;
                }

                if (RefusedHere(charges.Span) is { } wait)
                {
                    return wait;
                }

                Prepare(charges.Span, out asks, out underWay);
            }

            if (underWay is null)
            {
                return await AskNowAsync(charges, asks, cancellation);
            }

            await underWay.WaitAsync(cancellation);
        }
    }

    /// <summary>The refusal that stands; null if there is none, or if the store may have another word on one of them.</summary>
    private TimeSpan? RefusedHere(ReadOnlySpan<RateLimitCharge> charges)
    {
        var now = _clock.GetTimestamp();
        TimeSpan? longest = null;
        for (var index = 0; index < charges.Length; index++)
        {
            if (!_leases.TryGetValue(charges[index].Key, out var lease) || IsTwice(charges, index))
            {
                return null;
            }

            if (lease.Permits > 0)
            {
                continue;
            }

            if (lease.RefusedUntil <= now)
            {
                return null;
            }

            var wait = _clock.GetElapsedTime(now, lease.FreeAt);
            longest = longest > wait ? longest : wait;
        }

        return longest;
    }

    private static bool IsTwice(ReadOnlySpan<RateLimitCharge> charges, int index)
    {
        foreach (ref readonly var before in charges[..index])
        {
            if (before.Key == charges[index].Key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is to be asked for, with what there is taken of the others; or the ask of somebody else that is to be waited for.</summary>
    private void Prepare(ReadOnlySpan<RateLimitCharge> charges, out List<BudgetAsk> asks, out Task? underWay)
    {
        (asks, underWay) = ([], null);
        foreach (ref readonly var charge in charges)
        {
            if (_leases.TryGetValue(charge.Key, out var lease) && lease.Asking is { } asking)
            {
                lease.Waiting++;
                underWay = asking.Task;
                return;
            }
        }

        foreach (ref readonly var charge in charges)
        {
            if (LeaseOf(charge) is { Permits: > 0 } lease)
            {
                lease.Permits--;
            }
            else
            {
                Add(asks, charge);
            }
        }

        var asked = CollectionsMarshal.AsSpan(asks);
        for (var index = 0; index < asked.Length; index++)
        {
            if (_leases.TryGetValue(asked[index].Charge.Key, out var lease))
            {
                var most = asked[index].Least + Math.Max(lease.Chunk, lease.Waiting + 1) - 1;
                asked[index] = asked[index] with { Most = most };
                lease.Waiting = 0;
                lease.Asking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private BudgetLease? LeaseOf(in RateLimitCharge charge)
    {
        if (!_leases.TryGetValue(charge.Key, out var lease) && _leases.Count < MostLeases)
        {
            _leases.Add(charge.Key, lease = new BudgetLease());
        }

        if (lease is not null)
        {
            lease.Charge = charge;
            lease.UsedAt = _clock.GetTimestamp();
        }

        return lease;
    }

    private async ValueTask<TimeSpan> AskNowAsync(
        ReadOnlyMemory<RateLimitCharge> charges, List<BudgetAsk> asks, CancellationToken cancellation)
    {
        BudgetGrant? grant = null;
        try
        {
            grant = await _store.TryLeaseAsync(asks.ToArray(), cancellation);
            return grant.IsGranted ? TimeSpan.Zero : grant.Waits!.Max();
        }
        finally
        {
            lock (_gate)
            {
                Settle(charges.Span, asks, grant);
            }
        }
    }

    private void Settle(ReadOnlySpan<RateLimitCharge> charges, List<BudgetAsk> asks, BudgetGrant? grant)
    {
        var now = _clock.GetTimestamp();
        for (var index = 0; index < asks.Count; index++)
        {
            if (!_leases.TryGetValue(asks[index].Charge.Key, out var lease))
            {
                continue;
            }

            lease.Asking?.TrySetResult();
            lease.Asking = null;
            if (grant is { IsGranted: true })
            {
                lease.Permits += grant.Permits[index] - asks[index].Least;
                lease.Grow();
            }
            else if (grant is { Waits: { } waits } && waits[index] > TimeSpan.Zero && asks[index].Least == 1)
            {
                lease.FreeAt = now + Timestamps(waits[index]);
                lease.RefusedUntil = Math.Min(lease.FreeAt, now + Timestamps(Refusal));
            }
        }

        if (grant is { IsGranted: true })
        {
            return;
        }

        foreach (ref readonly var charge in charges) // What was taken here of those that had some.
        {
            if (_leases.TryGetValue(charge.Key, out var lease))
            {
                lease.Permits++;
            }
        }

        foreach (var ask in asks)
        {
            if (_leases.TryGetValue(ask.Charge.Key, out var lease))
            {
                lease.Permits -= ask.Least;
            }
        }
    }

    private long Timestamps(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);

    /// <summary>A budget that is charged twice is asked for twice as much.</summary>
    private static void Add(List<BudgetAsk> asks, in RateLimitCharge charge)
    {
        for (var index = 0; index < asks.Count; index++)
        {
            if (asks[index].Charge.Key == charge.Key)
            {
                asks[index] = new(charge, asks[index].Least + 1, asks[index].Most + 1);
                return;
            }
        }

        asks.Add(new(charge, 1, 1));
    }

    private async Task SweepAsync(TimeSpan idle)
    {
        List<BudgetAsk> unused = [];
        lock (_gate)
        {
            foreach (var (key, lease) in _leases)
            {
                if (lease.Asking is null && _clock.GetElapsedTime(lease.UsedAt) >= idle)
                {
                    _leases.Remove(key); // Allowed while they are gone through.
                    if (lease.Permits > 0)
                    {
                        unused.Add(new(lease.Charge, lease.Permits, lease.Permits));
                    }
                }
            }
        }

        // Of one route each, as a store may keep routes in different places.
        foreach (var route in unused.GroupBy(ask => ask.Charge.Key.Route))
        {
            foreach (var asks in route.Chunk(ReturnedAtOnce))
            {
                try
                {
                    await _store.ReturnAsync(asks, CancellationToken.None);
                }
                catch (StoreUnavailableException)
                {
                    return; // They come back with time.
                }
            }
        }
    }
}
