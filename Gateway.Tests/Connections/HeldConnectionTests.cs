using Gateway.Connections;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Tests.Connections;

public sealed class HeldConnectionTests
{
    private readonly AbortedConnection _connection = new();
    private readonly HeldConnection _held;

    public HeldConnectionTests() => _held = new HeldConnection(_connection, sender: 0);

    [Fact]
    public void It_ends_when_its_streams_are_reset_and_nothing_else()
    {
        Reset(99);
        Assert.Equal(0, _connection.Aborts);

        Assert.True(_held.StreamEnded(wasReset: true));
        Assert.Equal(1, _connection.Aborts);

        Reset(1000);
        Assert.Equal(1, _connection.Aborts);
    }

    [Fact]
    public void It_stays_as_long_as_it_waits_for_as_many_answers_as_it_does_not_wait_for()
    {
        for (var round = 0; round < 100; round++)
        {
            Reset(90);
            Answer(90);
        }

        Answer(1000); // Which are no credit for later.
        Reset(99);
        Assert.Equal(0, _connection.Aborts);
    }

    private void Reset(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.False(_held.StreamEnded(wasReset: true));
        }
    }

    private void Answer(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _held.StreamEnded(wasReset: false);
        }
    }

    private sealed class AbortedConnection : DefaultConnectionContext
    {
        public int Aborts { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => Aborts++;
    }
}
