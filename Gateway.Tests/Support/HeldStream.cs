namespace Gateway.Tests.Support;

/// <summary>Takes what is written, once it is let: a pipe whose reader does not read.</summary>
internal sealed class HeldStream : MemoryStream
{
    private readonly TaskCompletionSource _open = new();
    private readonly TaskCompletionSource _asked = new();
    private readonly Lock _gate = new();

    /// <summary>Writes fail, as to a full disk.</summary>
    public bool Fails { get; set; }

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return System.Text.Encoding.UTF8.GetString(ToArray());
            }
        }
    }

    /// <summary>Until somebody writes.</summary>
    public void WaitForWriter() => Assert.True(_asked.Task.Wait(Eventually.Patience));

    public void Open() => _open.TrySetResult();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _asked.TrySetResult();
        _open.Task.Wait();
        lock (_gate)
        {
            if (Fails)
            {
                throw new IOException("No space left on device.");
            }

            base.Write(buffer);
        }
    }
}
