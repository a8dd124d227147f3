namespace Gateway.Storage.Captures;

/// <summary>What has become of a kept request since.</summary>
internal enum ReleaseState
{
    /// <summary>It was not passed on, and can be released.</summary>
    Kept,

    /// <summary>It was passed on, or answered as it should be, when it was received: there is nothing to release.</summary>
    PassedOn,

    /// <summary>It is being released.</summary>
    Releasing,

    /// <summary>It has been released.</summary>
    Released,
}
