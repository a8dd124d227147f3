using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Hashes without a key, of one algorithm: a few for the process, since making one allocates in OpenSSL.</summary>
internal sealed class PlainHashes : IHashSource
{
    private readonly ObjectPool<IContentHash> _hashes;

    /// <param name="create">Makes one.</param>
    public PlainHashes(Func<IContentHash> create)
    {
        _hashes = new DefaultObjectPool<IContentHash>(new Policy(create));
        var first = Begin();
        LengthInBytes = first.LengthInBytes;
        End(first);
    }

    public int LengthInBytes { get; }

    public IContentHash Begin() => _hashes.Get();

    public void End(IContentHash hash) => _hashes.Return(hash);

    private sealed class Policy(Func<IContentHash> create) : IPooledObjectPolicy<IContentHash>
    {
        public IContentHash Create() => create();

        public bool Return(IContentHash obj) => true;
    }
}
