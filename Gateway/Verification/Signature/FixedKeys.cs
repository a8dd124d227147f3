using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>Keys that came with the configuration: another file is another configuration.</summary>
internal sealed class FixedKeys<TKey>(IReadOnlyList<SigningSecret<TKey>> secrets) : IKeySource<TKey>
{
    private readonly SigningSecret<TKey>[] _secrets = [.. secrets];

    public IReadOnlyList<SigningSecret<TKey>> Configured => _secrets;

    public bool IsRemote => false;

    public SigningSecret<TKey>[] KeysFor(InboundWebhook webhook) => _secrets;

    public ValueTask<bool> RenewAsync(InboundWebhook webhook) => new(true);
}
