using System.IO.Pipelines;

namespace Gateway.Connections;

/// <summary>
/// What a connection has received, read by turns: a sender who sends faster than it can be read would keep its thread for ever, and a
/// hundred of them every thread there is. An honest request waited for more than a minute behind floods of frames.
/// </summary>
/// <param name="received">Of the socket.</param>
internal sealed class FairReader(PipeReader received) : PipeReader
{
    /// <summary>How often something may be there already before others have their turn. Each is as much as a connection may have received.</summary>
    private const int Turn = 2;

    private int _inARow;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = received.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            _inARow = 0;
            return read;
        }

        if (++_inARow < Turn)
        {
            return read;
        }

        _inARow = 0;
        return AfterOthersAsync(read.Result);
    }

    public override bool TryRead(out ReadResult result) => received.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => received.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => received.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => received.CancelPendingRead();

    public override void Complete(Exception? exception = null) => received.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => received.CompleteAsync(exception);

    private static async ValueTask<ReadResult> AfterOthersAsync(ReadResult read)
    {
        await Task.Yield(); // Behind all that waits for a thread.
        return read;
    }
}
