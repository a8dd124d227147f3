using Gateway.Delivery.Destinations.Brokers;
using NATS.Client.Core;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>One connection to NATS, from its opening to its loss.</summary>
internal sealed class NatsClient : IBrokerClient
{
#pragma warning disable CA2213 // Not disposed: the client may still tell of a loss when this is disposed, and there is no timer in it.
    private readonly CancellationTokenSource _lost = new();
#pragma warning restore CA2213
    private readonly NatsConnection _connection;
    private string? _lastRefusal;

    private NatsClient(NatsConnection connection)
    {
        _connection = connection;
        connection.ConnectionDisconnected += (_, _) => LoseAsync();
        connection.ServerError += (_, error) => Note(error.Error);
    }

    public NatsConnection Connection => _connection;

    public CancellationToken Lost => _lost.Token;

    /// <summary>What a server has last refused; it says so beside the answers, and to nobody in particular.</summary>
    public string? LastRefusal => Volatile.Read(ref _lastRefusal);

    /// <exception cref="NatsException">No server can be reached, or it refuses.</exception>
    public static async Task<NatsClient> OpenAsync(NatsOpts options, CancellationToken cancellation)
    {
        var client = new NatsClient(new NatsConnection(options));
        try
        {
            await client._connection.ConnectAsync().AsTask().WaitAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LoseAsync();
        await _connection.DisposeAsync();
    }

    private ValueTask LoseAsync() => new(_lost.CancelAsync());

    private ValueTask Note(string refusal)
    {
        Volatile.Write(ref _lastRefusal, refusal);
        return ValueTask.CompletedTask;
    }
}
