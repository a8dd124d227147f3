using Gateway.Delivery.Stored;
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
        var page = CapturePage.Of(all.Concat(stored.Records.Where(record => !known.Contains(record.Id))), filter, after, atMost);
        return page.Next is null && stored.Next is not null ? page with { Next = CapturePlace.Of(page.Records[^1]).ToString() } : page;
    }

    /// <summary>The request; null if it is not kept (any more).</summary>
    public async ValueTask<(CaptureRecord Record, KeptRequest? Request)?> FindAsync(Guid id, CancellationToken cancellation)
    {
        if (ring.Find(id) is { } kept)
        {
            return (kept, KeptRequest.Decode(kept.Content));
        }

        return settings.IsStored && await store.FindAsync(id, cancellation) is { } stored ? (stored, Open(stored)) : null;
    }

    private KeptRequest? Open(CaptureRecord stored)
    {
        try
        {
            return cipher.Open(stored.Id, stored.Content.ToArray(), out _) is { } content ? KeptRequest.Decode(content) : null;
        }
        catch (InvalidDataException)
        {
            return null; // Damaged, or of a newer gateway.
        }
    }
}
