namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>
/// Keeps a client connected: opens a new one whenever the connection is lost, for as long as that takes. The libraries' own ways to do so do
/// not tell why they fail, and some of them give up.
/// </summary>
/// <typeparam name="TClient">Of the library.</typeparam>
internal sealed class KeptConnection<TClient> : IAsyncDisposable
    where TClient : class, IBrokerClient
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, Task<TClient>> _open;
    private readonly Func<Exception, BrokerFailure> _explain;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _keeping;
    private TClient? _client;
    private BrokerFailure _failure = BrokerFailure.Connecting;

    /// <param name="open">Connects.</param>
    /// <param name="explain">Why that has failed.</param>
    /// <param name="clock">Measures the pauses between attempts.</param>
    public KeptConnection(Func<CancellationToken, Task<TClient>> open, Func<Exception, BrokerFailure> explain, TimeProvider clock)
    {
        (_open, _explain, _clock) = (open, explain, clock);
        _keeping = Task.Run(KeepAsync);
    }

    public BrokerState State => Volatile.Read(ref _client) is not null ? BrokerState.Connected
        : _firstAttempt.Task.IsCompleted ? Failure.State : BrokerState.Connecting;

    /// <summary>The client; null while there is none.</summary>
    public TClient? Current => Volatile.Read(ref _client);

    /// <summary>Why there is no client, when there is none.</summary>
    public BrokerFailure Failure => Volatile.Read(ref _failure);

    /// <summary>The client, once there has been an attempt to connect; null if there is none.</summary>
    public async ValueTask<TClient?> FindAsync(CancellationToken cancellation)
    {
        if (!_firstAttempt.Task.IsCompleted)
        {
            await _firstAttempt.Task.WaitAsync(cancellation);
        }

        return Volatile.Read(ref _client);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _keeping;
        _closing.Dispose();
    }

    private async Task KeepAsync()
    {
        var pause = FirstPause;
        while (!_closing.IsCancellationRequested)
        {
            if (await OpenAsync() is { } client)
            {
                var opened = _clock.GetTimestamp();
                await UseAsync(client);
                if (_clock.GetElapsedTime(opened) >= LongestPause)
                {
                    pause = FirstPause;
                    continue;
                }
            }

            // Also after a connection that was lost at once: a broker that ends each would be asked for the next without end.
            await Task.Delay(pause, _clock, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = 2 * pause < LongestPause ? 2 * pause : LongestPause;
        }

        _firstAttempt.TrySetResult();
    }

    private async Task<TClient?> OpenAsync()
    {
        try
        {
            return await _open(_closing.Token);
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever a library throws, it is tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _failure, _explain(exception));
            _firstAttempt.TrySetResult();
            return null;
        }
    }

    /// <summary>Until it is lost, or not wanted any more.</summary>
    private async Task UseAsync(TClient client)
    {
        Volatile.Write(ref _client, client);
        _firstAttempt.TrySetResult();
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(client.Lost, _closing.Token))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Volatile.Write(ref _failure, BrokerFailure.Connecting);
        Volatile.Write(ref _client, null);
        try
        {
            await client.DisposeAsync();
        }
#pragma warning disable CA1031 // Do not catch general exception types: it is of no use any more, whatever its end was.
        catch
#pragma warning restore CA1031
        {
            // The next one is opened.
        }
    }
}
