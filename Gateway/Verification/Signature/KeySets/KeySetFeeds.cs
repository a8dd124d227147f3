using Gateway.Observability;
using Gateway.Verification.Fetching;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>The feeds of the process by URL. One lives as long as a policy uses it, so a reload finds what was fetched.</summary>
internal sealed class KeySetFeeds(
    ProviderClient client, GatewayMetrics metrics, TimeProvider clock, ILogger<KeySetFeed> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, WeakReference<KeySetFeed>> _feeds = [];

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

            feed = new KeySetFeed(url, client, metrics, clock, logger);
            _feeds[url] = new WeakReference<KeySetFeed>(feed);
            return feed;
        }
    }
}
