namespace Gateway.Verification.Signature.Keys;

/// <summary>Where the hash of one key is begun: by hashes that all keys share, so that a key that nobody uses takes next to nothing.</summary>
internal interface IHashSource
{
    int LengthInBytes { get; }

    /// <summary>A hash for one content; nobody else's until <see cref="End"/>.</summary>
    IContentHash Begin();

    /// <summary>Takes it back once it is finished.</summary>
    void End(IContentHash hash);
}
