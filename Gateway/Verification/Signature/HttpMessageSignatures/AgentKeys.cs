using Gateway.Intake;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The keys of the agent that the webhook names, from the directory that the route pins for it; none for an agent that the route does not know.</summary>
internal sealed class AgentKeys(IReadOnlyDictionary<string, IKeySource<IMessageKey>> directories) : IKeySource<IMessageKey>
{
    private static readonly SigningSecret<IMessageKey>[] None = [];

    public bool IsRemote { get; } = directories.Values.Any(directory => directory.IsRemote);

    public IReadOnlyList<PublishedKeySet> KeySets { get; } = [.. directories.Values.SelectMany(directory => directory.KeySets)];

    public SigningSecret<IMessageKey>[]? KeysFor(InboundWebhook webhook) => DirectoryOf(webhook) is { } directory ? directory.KeysFor(webhook) : None;

    public ValueTask<bool> RenewAsync(InboundWebhook webhook) => DirectoryOf(webhook)?.RenewAsync(webhook) ?? new ValueTask<bool>(result: true);

    private IKeySource<IMessageKey>? DirectoryOf(InboundWebhook webhook) =>
        SignatureAgent.Of(webhook) is { } agent ? directories.GetValueOrDefault(agent) : null;
}
