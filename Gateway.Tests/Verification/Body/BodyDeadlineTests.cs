using System.IO.Pipelines;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Body;

/// <summary>A process that is stopped (a quota of processor time, a freeze) and finds its deadline over when it goes on.</summary>
public sealed class BodyDeadlineTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{" + new string(' ', 5000) + "}");

    private readonly TestRoute _route = TestRoute.Unsigned("\"Body\": { \"MaxBytes\": 10000 }");
    private readonly HeldScheduler _reading = new();
    private readonly Pipe _pipe;

    public BodyDeadlineTests() => _pipe = new Pipe(new PipeOptions(readerScheduler: _reading, useSynchronizationContext: false));

    public void Dispose() => _route.Dispose();

    [Fact]
    public async Task Time_that_the_process_stood_still_for_counts_as_one_part()
    {
        var sending = Send();

        _route.Clock.Advance(TimeSpan.FromHours(1));
        for (var second = 0; second < 8; second++)
        {
            _route.Clock.Advance(Second);
        }

        _reading.RunAll();
        Assert.False(sending.IsCompleted);
        Assert.Equal("passed", await FinishAsync(sending));
    }

    [Fact]
    public async Task What_arrived_while_the_process_stood_still_is_read_though_the_time_is_over()
    {
        var sending = Send();
        for (var second = 0; second < 9; second++)
        {
            _route.Clock.Advance(Second);
        }

        _route.Clock.Advance(TimeSpan.FromSeconds(1.3));

        Assert.Equal("passed", await FinishAsync(sending));
    }

    [Fact]
    public async Task What_waits_in_the_pipe_when_the_time_is_over_is_read()
    {
        var sending = Send();
        await _pipe.Writer.WriteAsync(Body);
        await _pipe.Writer.CompleteAsync();
        for (var second = 0; second < 10; second++)
        {
            _route.Clock.Advance(Second);
        }

        _reading.RunAll();

        Assert.Equal("passed", await sending);
    }

    [Fact]
    public async Task What_waits_in_the_pipe_and_is_no_whole_body_is_late()
    {
        var sending = Send();
        await _pipe.Writer.WriteAsync(Body);
        for (var second = 0; second < 10; second++)
        {
            _route.Clock.Advance(Second);
        }

        _reading.RunAll();

        Assert.Equal("body_timeout", await sending);
    }

    [Fact]
    public async Task A_machine_that_is_always_late_waits_twice_as_long_and_no_longer()
    {
        var sending = Send();
        for (var part = 0; part < 20; part++)
        {
            _reading.RunAll();
            Assert.False(sending.IsCompleted);
            _route.Clock.Advance(Second * 2);
        }

        _reading.RunAll();

        Assert.Equal("body_timeout", await sending);
    }

    private async Task<string> Send() => (await _route.SendAsync(new TestRequest { Reader = _pipe.Reader })).Code;

    private async Task<string> FinishAsync(Task<string> sending)
    {
        await _pipe.Writer.WriteAsync(Body);
        await _pipe.Writer.CompleteAsync();
        _reading.RunAll();
        return await sending;
    }

    /// <summary>Whoever waits goes on when the test says so.</summary>
    private sealed class HeldScheduler : PipeScheduler
    {
        private readonly Queue<(Action<object?> Action, object? State)> _held = [];

        public override void Schedule(Action<object?> action, object? state) => _held.Enqueue((action, state));

        public void RunAll()
        {
            while (_held.TryDequeue(out var next))
            {
                next.Action(next.State);
            }
        }
    }
}
