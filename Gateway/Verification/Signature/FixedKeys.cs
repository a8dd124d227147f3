using Gateway.Intake;

namespace Gateway.Verification.Signature;

/// <summary>Keys that came with the configuration: another file is another configuration.</summary>
internal sealed class FixedKeys(IReadOnlyList<SigningSecret> secrets) : IKeySource
{
    public SigningSecret[] All { get; } = [.. secrets];

    public bool IsRemote => false;

    public SigningSecret[] KeysFor(InboundWebhook webhook) => All;

    public ValueTask RenewAsync(InboundWebhook webhook) => ValueTask.CompletedTask;
}
