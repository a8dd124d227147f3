namespace Gateway.Secrets;

/// <summary>What keeps the tenants of one or more sources as they are where they come from.</summary>
internal interface ITenantFeed
{
    /// <summary>What it is called in messages.</summary>
    string Name { get; }

    /// <summary>Looks whether anything has changed; twice a second.</summary>
    ValueTask RefreshAsync(CancellationToken cancellation);

    /// <summary>No route in force asks for it any more: nothing has to be told until it is looked at again.</summary>
    void Rest()
    {
    }
}
