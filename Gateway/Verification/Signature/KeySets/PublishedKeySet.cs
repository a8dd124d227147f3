namespace Gateway.Verification.Signature.KeySets;

/// <summary>The key set that a route takes its keys from.</summary>
/// <param name="feed">Where it comes from.</param>
/// <param name="interval">How often it is fetched.</param>
internal sealed class PublishedKeySet(KeySetFeed feed, TimeSpan interval)
{
    /// <summary>The set; null as long as there has been none.</summary>
    public WebKeySet? Current => feed.Current;

    public void RefreshIfDue() => feed.RefreshIfDue(interval);

    /// <summary>Asks for a newer one, and waits for it a bounded time; false where it is not known whether there is one.</summary>
    public ValueTask<bool> RenewAsync() => feed.RenewAsync();
}
