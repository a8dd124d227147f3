namespace Gateway.Verification.Signature;

/// <summary>Where a route's keys come from: its secrets, or a key set of the provider's.</summary>
internal interface IKeySource
{
    /// <summary>The keys as they are now; null as long as none have come yet.</summary>
    SigningSecret[]? Current { get; }

    /// <summary>Whether <see cref="RenewAsync"/> can bring others.</summary>
    bool IsRemote { get; }

    /// <summary>Asks for newer keys, unless that was done a moment ago, and waits for them a bounded time.</summary>
    ValueTask RenewAsync();
}
