using Gateway.Observability;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>The feeds of the process by URL. One lives as long as a policy uses it, so a reload finds what was fetched.</summary>
internal sealed class KeySetFeeds(GatewayMetrics metrics, TimeProvider clock, ILogger<KeySetFeed> logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, WeakReference<KeySetFeed>> _feeds = [];
    private readonly KeySetClient _client = new(clock);

    /// <summary>The feed of this URL; nothing is fetched until it is asked to.</summary>
    public KeySetFeed Of(Uri url)
    {
        lock (_gate)
        {
            if (_feeds.TryGetValue(url, out var known) && known.TryGetTarget(out var feed))
            {
                return feed;
            }

            foreach (var (gone, _) in _feeds.Where(pair => !pair.Value.TryGetTarget(out _)).ToList())
            {
                _feeds.Remove(gone);
            }

            feed = new KeySetFeed(url, _client, metrics, clock, logger);
            _feeds[url] = new WeakReference<KeySetFeed>(feed);
            return feed;
        }
    }

    public void Dispose() => _client.Dispose();
}
