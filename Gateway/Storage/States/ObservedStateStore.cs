namespace Gateway.Storage.States;

/// <summary>A store of states that is watched.</summary>
internal sealed class ObservedStateStore(IStateStore states, StoreObserver observer) : IStateStore
{
    public ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation) => observer.AskAsync(
        "read_state",
        (states, name, cancellation),
        static ask => ask.states.ReadAsync(ask.name, ask.cancellation));

    public ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation) => observer.AskAsync(
        "write_state",
        (states, name, content, version, cancellation),
        static ask => ask.states.WriteAsync(ask.name, ask.content, ask.version, ask.cancellation));
}
