using Gateway.Storage;
using Gateway.Storage.Memory.States;
using Gateway.Storage.States;

namespace Gateway.Tests.Alarms;

/// <summary>States in memory, that cannot be had for a time.</summary>
internal sealed class PartlyAwayStates : IStateStore
{
    private readonly MemoryStateStore _states = new();

    public bool IsAway { get; set; }

    public ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation) =>
        IsAway ? throw new StoreUnavailableException("away") : _states.ReadAsync(name, cancellation);

    public ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation) =>
        IsAway ? throw new StoreUnavailableException("away") : _states.WriteAsync(name, content, version, cancellation);
}
