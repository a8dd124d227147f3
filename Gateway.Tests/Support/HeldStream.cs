namespace Gateway.Tests.Support;

/// <summary>Takes what is written, once it is let: a pipe whose reader does not read.</summary>
internal sealed class HeldStream : MemoryStream
{
    private readonly ManualResetEventSlim _open = new();
    private readonly ManualResetEventSlim _asked = new();

    /// <summary>Writes fail, as to a full disk.</summary>
    public bool Fails { get; set; }

    public string Text
    {
        get
        {
            lock (_open)
            {
                return System.Text.Encoding.UTF8.GetString(ToArray());
            }
        }
    }

    /// <summary>Until somebody writes.</summary>
    public void WaitForWriter() => Assert.True(_asked.Wait(Eventually.Patience));

    public void Open() => _open.Set();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _asked.Set();
        _open.Wait();
        lock (_open)
        {
            if (Fails)
            {
                throw new IOException("No space left on device.");
            }

            base.Write(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        // What was written stays to be read.
    }
}
