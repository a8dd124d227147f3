namespace Gateway.Storage.States;

/// <summary>
/// Small states of the gateway itself, by their names, shared by every replica on the store. Names come from the configuration only, so
/// their number is bounded.
/// </summary>
/// <remarks>
/// Every method answers within the store's own deadline; when it cannot, it throws <see cref="StoreUnavailableException"/>.
/// What was asked for may have been carried out all the same: whoever reads again sees.
/// </remarks>
internal interface IStateStore
{
    /// <summary>In bytes.</summary>
    const int MostBytes = 256 * 1024;

    /// <summary>How long a state is kept at least that nobody writes any more.</summary>
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);

    /// <summary>The state; null if there is none.</summary>
    ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation);

    /// <summary>Writes the state, unless another was written since; then it answers false.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="content">At most <see cref="MostBytes"/>; of more <see cref="ArgumentOutOfRangeException"/> is thrown.</param>
    /// <param name="version">Of what it replaces; 0 if there was none.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation);
}
