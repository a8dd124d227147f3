using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Benchmarks.Stages;

/// <summary>A body that has arrived with its headers, as most webhooks do; read again and again.</summary>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes) : PipeReader, IRequestBodyPipeFeature
{
    private readonly ReadOnlySequence<byte> _bytes = new(bytes);

    public PipeReader Reader => this;

    public override bool TryRead(out ReadResult result)
    {
        result = new ReadResult(_bytes, isCanceled: false, isCompleted: true);
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        TryRead(out var result);
        return new(result);
    }

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
