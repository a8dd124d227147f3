using Gateway.Intake;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>The keys of a route that its provider publishes.</summary>
/// <param name="feed">Where they come from.</param>
/// <param name="interval">How often they are fetched.</param>
/// <param name="read">Makes a key of each, or null of one that is of another kind.</param>
internal sealed class RemoteKeys(KeySetFeed feed, TimeSpan interval, Func<WebKey, ISignatureKey?> read) : IKeySource
{
    private KeysOfSet? _loaded;

    public bool IsRemote => true;

    public SigningSecret[]? KeysFor(InboundWebhook webhook)
    {
        if (feed.Current is not { } set)
        {
            return null;
        }

        // Made once for each set; two requests that both make them make the same.
        var loaded = Volatile.Read(ref _loaded);
        if (loaded is null || !ReferenceEquals(loaded.Set, set))
        {
            loaded = KeysOfSet.Read(set, read);
            Volatile.Write(ref _loaded, loaded);
        }

        return loaded.Keys;
    }

    public void RefreshIfDue() => feed.RefreshIfDue(interval);

    public ValueTask RenewAsync(InboundWebhook webhook) => feed.RenewAsync();
}
