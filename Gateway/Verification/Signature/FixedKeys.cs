using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>Keys that came with the configuration. The file of one may change alone: then it takes another content in its place.</summary>
internal sealed class FixedKeys<TKey>(IReadOnlyList<SigningSecret<TKey>> secrets) : IKeySource<TKey>
{
    private SigningSecret<TKey>[] _secrets = [.. secrets];

    public IReadOnlyList<SigningSecret<TKey>> Configured => Volatile.Read(ref _secrets);

    public bool IsRemote => false;

    public SigningSecret<TKey>[] KeysFor(InboundWebhook webhook) => Volatile.Read(ref _secrets);

    public ValueTask<bool> RenewAsync(InboundWebhook webhook) => new(true);

    /// <summary>Puts another key in the place of one, between two requests. Only one caller at a time.</summary>
    public void Replace(int index, TKey key)
    {
        SigningSecret<TKey>[] changed = [.. _secrets];
        changed[index] = changed[index].WithKey(key);
        Volatile.Write(ref _secrets, changed);
    }
}
