using System.Buffers;
using System.IO.Pipelines;
using Gateway.Connections;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Connections;

public sealed class FairReaderTests(ITestOutputHelper output)
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));

    [Fact]
    public async Task Who_has_always_more_to_read_lets_others_go_first_at_every_second_turn()
    {
        await _pipe.Writer.WriteAsync(new byte[1000]);
        var reader = new FairReader(_pipe.Reader);
        var (before, queue) = (SynchronizationContext.Current, new Queue());
        SynchronizationContext.SetSynchronizationContext(queue); // What is put off goes there.
        try
        {
            var waited = new List<bool>();
            for (var turn = 0; turn < 6; turn++)
            {
                var reading = reader.ReadAsync().AsTask();
                waited.Add(!reading.IsCompleted);
                queue.Run();
                reader.AdvanceTo((await reading).Buffer.GetPosition(10));
            }

            Assert.Equal([false, true, false, true, false, true], waited);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task All_that_was_written_is_read_and_then_the_end()
    {
        var chance = Chance.For(output);
        var reader = new FairReader(_pipe.Reader);
        var sent = Pattern.Bytes(100_000);
        var writing = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length;)
            {
                var length = Math.Min(1 + chance.Below(3000), sent.Length - at);
                await _pipe.Writer.WriteAsync(sent.AsMemory(at, length));
                at += length;
            }

            await _pipe.Writer.CompleteAsync();
        });

        var received = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadAsync();
            received.Write(read.Buffer.ToArray());
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(sent, received.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Who_waits_is_told_when_it_is_called_off()
    {
        var reader = new FairReader(_pipe.Reader);
        var reading = reader.ReadAsync();

        reader.CancelPendingRead();

        Assert.True((await reading).IsCanceled);
    }

    private sealed class Queue : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Act, object? State)> _waiting = [];

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

        public void Run()
        {
            while (_waiting.TryDequeue(out var next))
            {
                next.Act(next.State);
            }
        }
    }
}
