namespace Gateway.Verification.Handshake;

/// <summary>The <c>Confirm</c> section of a challenge as written: null means the file does not say.</summary>
internal sealed record ConfirmConfig
{
    /// <summary>Where the challenge names the URL to be called, e.g. <c>body:/SubscribeURL</c>. Required.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Which URLs those may be: <c>https</c> with host and path, an asterisk for a part of one label or step, e.g.
    /// <c>https://sns.eu-*.amazonaws.com/</c>; with any query. Required.
    /// </summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}
