using System.IO.Pipelines;

namespace Gateway.Tests.Support;

/// <summary>A body whose connection breaks while it is read.</summary>
internal sealed class BrokenPipe(Exception exception, bool atOnce) : PipeReader
{
    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return atOnce ? throw exception : false;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromException<ReadResult>(exception);

    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
