using Gateway.Delivery.Destinations.Brokers;
using NATS.Client.Core;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>One connection to NATS, from its opening to its loss.</summary>
internal sealed class NatsClient : IBrokerClient
{
    private readonly CancellationTokenSource _lost = new();
    private readonly NatsConnection _connection;
    private string? _lastRefusal;

    private NatsClient(NatsConnection connection)
    {
        _connection = connection;
        connection.ConnectionDisconnected += (_, _) => Lose();
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
        await Lose();
        await _connection.DisposeAsync();
    }

    private ValueTask Lose()
    {
        _lost.Cancel();
        return ValueTask.CompletedTask;
    }

    private ValueTask Note(string refusal)
    {
        Volatile.Write(ref _lastRefusal, refusal);
        return ValueTask.CompletedTask;
    }
}
