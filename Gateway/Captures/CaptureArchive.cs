using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Storage.Captures;

namespace Gateway.Captures;

/// <summary>What is kept, to look at: by this process, and with <c>Store</c> in the store.</summary>
/// <param name="settings">Whether there is anything in the store.</param>
/// <param name="ring">Of this process.</param>
/// <param name="store">The store.</param>
/// <param name="cipher">Opens what is stored.</param>
internal sealed class CaptureArchive(CaptureSettings settings, CaptureRing ring, ICaptureStore store, ContentCipher cipher)
{
    private const int StorePage = 1000;

    /// <summary>One page of both, each request once.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    public async ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        var all = ring.All();
        if (!settings.IsStored)
        {
            return CapturePage.Of(all, filter, after, atMost);
        }

        // The store's page and one more is enough: what of it is here, too, stands at the same place.
        var stored = await store.ListAsync(filter, after, Math.Min(atMost, StorePage), cancellation);
        var known = all.Select(record => record.Id).ToHashSet();
        var releases = stored.Records.ToDictionary(record => record.Id, record => record.Release);
        var page = CapturePage.Of(
            all.Select(record => record with { Release = releases.GetValueOrDefault(record.Id, record.Release) })
                .Concat(stored.Records.Where(record => !known.Contains(record.Id))),
            filter, after, atMost);
        return page.Next is null && stored.Next is not null ? page with { Next = CapturePlace.Of(page.Records[^1]).ToString() } : page;
    }

    /// <summary>The request; null if it is not kept (any more).</summary>
    public async ValueTask<(CaptureRecord Record, KeptRequest? Request)?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var kept = ring.Find(id);
        if (settings.IsStored && await store.FindAsync(id, cancellation) is { } stored)
        {
            return kept is null ? (stored, SealedCapture.Open(stored, cipher)) : (kept with { Release = stored.Release }, KeptRequest.Decode(kept.Content));
        }

        return kept is null ? null : (kept, KeptRequest.Decode(kept.Content));
    }

    /// <summary>What is kept of a request that was listed; null if it is not kept any more, or cannot be read.</summary>
    public async ValueTask<KeptRequest?> OpenAsync(CaptureRecord listed, CancellationToken cancellation)
    {
        if (ring.Find(listed.Id) is { } kept)
        {
            return KeptRequest.Decode(kept.Content);
        }

        return settings.IsStored && await store.FindAsync(listed.Id, cancellation) is { } stored
            ? SealedCapture.Open(stored, cipher)
            : null;
    }

    /// <summary>
    /// Says what has become of a request, if that is so far what is expected: in the store where there is one, which then has it for
    /// all replicas.
    /// </summary>
    public async ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation)
    {
        if (!settings.IsStored || cipher.Current is not { } key)
        {
            return ring.TryMark(id, expected, next);
        }

        if (!await store.TryMarkAsync(id, expected, next, cancellation) && !await TryMarkNewAsync(id, expected, next, key, cancellation))
        {
            return false;
        }

        // Here, too: the store may drop it before the ring does, and it would begin anew then.
        ring.Mark(id, next);
        return true;
    }

    /// <summary>It may not be in the store yet. Whoever brings it there a second time leaves the mark as it is.</summary>
    private async ValueTask<bool> TryMarkNewAsync(
        Guid id, ReleaseMark expected, ReleaseMark next, ContentKey key, CancellationToken cancellation) =>
        ring.Find(id) is { } kept && await store.FindAsync(id, cancellation) is null
            && await store.AddAsync(SealedCapture.Of(kept, key), settings.Bounds, cancellation)
            && await store.TryMarkAsync(id, expected, next, cancellation);
}
