using Gateway.Delivery.Destinations.Brokers;
using Gateway.Observability;

namespace Gateway.Tests.Delivery.Destinations.Brokers;

public sealed class BrokerConnectionsTests : IAsyncDisposable
{
    private readonly GatewayMetrics _metrics = new();
    private readonly BrokerConnections _brokers;

    public BrokerConnectionsTests() => _brokers = new BrokerConnections(_metrics, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public void Equal_options_share_a_connection_and_others_do_not()
    {
        using var first = _brokers.Rent<Connection>(new Options("one", "password"));
        using var second = _brokers.Rent<Connection>(new Options("one", "password"));
        using var other = _brokers.Rent<Connection>(new Options("one", "another"));

        Assert.Same(first.Connection, second.Connection);
        Assert.NotSame(first.Connection, other.Connection);
    }

    [Fact]
    public void What_is_in_force_is_opened_before_anything_is_sent()
    {
        _brokers.Keep([new Options("one", "password")]);

        Assert.Equal(new BrokerHealth("Test", "one", BrokerState.Connected), Assert.Single(_brokers.Health));
    }

    [Fact]
    public void What_is_not_in_force_any_more_closes_with_the_last_who_uses_it()
    {
        var options = new Options("one", "password");
        _brokers.Keep([options]);
        var lease = _brokers.Rent<Connection>(options);

        _brokers.Keep([new Options("two", "password")]);
        var isClosedInUse = lease.Connection.IsClosed;
        lease.Dispose();

        Assert.False(isClosedInUse);
        Assert.True(lease.Connection.IsClosed);
        Assert.Equal("two", Assert.Single(_brokers.Health).Broker);
    }

    [Fact]
    public void What_comes_back_in_force_is_a_new_connection()
    {
        var options = new Options("one", "password");
        using (var lease = _brokers.Rent<Connection>(options))
        {
            _brokers.Keep([]);
            using var again = _brokers.Rent<Connection>(options);

            Assert.NotSame(lease.Connection, again.Connection);
        }
    }

    [Fact]
    public void Options_print_no_secret() => Assert.Equal("Test one", new Options("one", "password").ToString());

    private sealed record Options(string Host, string Password) : BrokerOptions
    {
        public override string Kind => "Test";

        public override string Broker => Host;

        public override IBrokerConnection Connect(TimeProvider clock) => new Connection();
    }

    private sealed class Connection : IBrokerConnection
    {
        public bool IsClosed { get; private set; }

        public BrokerState State => BrokerState.Connected;

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return ValueTask.CompletedTask;
        }
    }
}
