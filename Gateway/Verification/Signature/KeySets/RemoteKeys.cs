using Gateway.Intake;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>The keys of a route that its provider publishes.</summary>
/// <param name="published">Where they come from.</param>
/// <param name="read">Makes a key of each, or null of one that is of another kind.</param>
internal sealed class RemoteKeys<TKey>(PublishedKeySet published, Func<WebKey, TKey?> read) : IKeySource<TKey>
    where TKey : class
{
    private KeysOfSet<TKey>? _loaded;

    public bool IsRemote => true;

    public IReadOnlyList<PublishedKeySet> KeySets { get; } = [published];

    public SigningSecret<TKey>[]? KeysFor(InboundWebhook webhook)
    {
        if (published.Current is not { } set)
        {
            return null;
        }

        // Made once for each set; two requests that both make them make the same.
        var loaded = Volatile.Read(ref _loaded);
        if (loaded is null || !ReferenceEquals(loaded.Set, set))
        {
            loaded = KeysOfSet<TKey>.Read(set, read);
            Volatile.Write(ref _loaded, loaded);
        }

        return loaded.Keys;
    }

    public ValueTask<bool> RenewAsync(InboundWebhook webhook) => published.RenewAsync();
}
