namespace Gateway.Verification.Signature;

/// <summary>Keys that came with the configuration: another file is another configuration.</summary>
internal sealed class FixedKeys(IReadOnlyList<SigningSecret> secrets) : IKeySource
{
    public SigningSecret[] Current { get; } = [.. secrets];

    SigningSecret[]? IKeySource.Current => Current;

    public bool IsRemote => false;

    public ValueTask RenewAsync() => ValueTask.CompletedTask;
}
