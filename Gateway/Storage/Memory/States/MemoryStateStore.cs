using Gateway.Storage.States;

namespace Gateway.Storage.Memory.States;

/// <summary>States in the memory of the process: for one replica, and until it ends.</summary>
internal sealed class MemoryStateStore : IStateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StateEntry> _states = new(StringComparer.Ordinal);

    public ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_states.GetValueOrDefault(name));
        }
    }

    public ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IStateStore.MostBytes, nameof(content));
        lock (_gate)
        {
            if ((_states.GetValueOrDefault(name)?.Version ?? 0) != version)
            {
                return new(false);
            }

            _states[name] = new StateEntry(content.ToArray(), version + 1); // The caller's may be somebody else's soon.
            return new(true);
        }
    }
}
