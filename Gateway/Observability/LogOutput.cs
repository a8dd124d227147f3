using System.Diagnostics.CodeAnalysis;

namespace Gateway.Observability;

/// <summary>
/// The log's way to standard output: whole lines in a bounded buffer, in the order they came in, written by a thread of its own. Nobody who logs
/// waits for a slow reader: lines for which there is no room are dropped, counted, and the count stands in their place.
/// </summary>
/// <param name="output">Where to; closed with this.</param>
/// <param name="capacity">In bytes, of lines that wait. As much again may be under way.</param>
/// <param name="dropped">The line that tells how many were dropped.</param>
internal sealed class LogOutput(Stream output, int capacity, Func<long, ReadOnlyMemory<byte>> dropped) : IDisposable
{
    /// <summary>In bytes: about 3,500 lines of webhooks.</summary>
    public const int StandardCapacity = 4 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    /// <summary>How long lines are gathered: a thread that wakes up for each costs more than the line.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an end waits for a reader that does not read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private byte[] _waiting = new byte[FirstBuffer];
    private byte[] _spare = new byte[FirstBuffer];
    private int _length;
    private long _lines;
    private long _dropped;
    private bool _isUrgent;
    private bool _isWriting;
    private bool _isClosed;
    private Thread? _writer;

    /// <param name="line">With its end; copied.</param>
    /// <param name="isUrgent">To be written at once, and all before it.</param>
    public void Write(ReadOnlySpan<byte> line, bool isUrgent)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (!TryTellDropped() || !TryAppend(line))
            {
                _dropped++;
                return;
            }

            _isUrgent |= isUrgent;
            if (_writer is null)
            {
                Start();
            }
            else if (_lines == 1 || isUrgent)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Until all that was logged has been written, or patience ends.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (_writer is not null && (_length > 0 || _isWriting) && until - Environment.TickCount64 is > 0 and var left)
            {
                _isUrgent = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            TryTellDropped();
        }

        Flush();
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        AppDomain.CurrentDomain.UnhandledException -= OnCrash;
        if (_writer?.Join(Patience) != false)
        {
            output.Dispose();
        }
    }

    private void Start()
    {
        AppDomain.CurrentDomain.UnhandledException += OnCrash;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    private void OnCrash(object? sender, UnhandledExceptionEventArgs crash) => Flush();

    /// <summary>Where they would have stood: before the next line for which there is room.</summary>
    private bool TryTellDropped()
    {
        if (_dropped > 0)
        {
            if (!TryAppend(dropped(_dropped).Span))
            {
                return false;
            }

            _dropped = 0;
        }

        return true;
    }

    private bool TryAppend(ReadOnlySpan<byte> line)
    {
        var length = _length + line.Length;
        if (length > capacity)
        {
            return false;
        }

        if (length > _waiting.Length)
        {
            Array.Resize(ref _waiting, Math.Min(capacity, Math.Max(length, 2 * _waiting.Length)));
        }

        line.CopyTo(_waiting.AsSpan(_length));
        _length = length;
        _lines++;
        return true;
    }

    private void WriteAll()
    {
        while (TryTake(out var batch, out var lines))
        {
            var isWritten = false;
            try
            {
                output.Write(batch.Span);
                output.Flush();
                isWritten = true;
            }
            catch (IOException)
            {
                // A full disk, or a reader that has gone: told as dropped, should it come back.
            }
            finally
            {
                GiveBack(isWritten ? 0 : lines);
            }
        }
    }

    /// <summary>What waits, a moment after its first line; false at the end.</summary>
    private bool TryTake([MaybeNullWhen(false)] out ReadOnlyMemory<byte> batch, out long lines)
    {
        lock (_gate)
        {
            while (_length == 0 && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (!_isUrgent && !_isClosed)
            {
                Monitor.Wait(_gate, Gather);
            }

            (batch, lines) = (_waiting.AsMemory(0, _length), _lines);
            (_waiting, _spare) = (_spare, _waiting);
            (_length, _lines, _isUrgent) = (0, 0, false);
            _isWriting = lines > 0;
            return lines > 0 || !_isClosed;
        }
    }

    private void GiveBack(long lost)
    {
        lock (_gate)
        {
            _isWriting = false;
            _dropped += lost;
            if (_spare.Length > FirstBuffer)
            {
                _spare = new byte[FirstBuffer]; // A flood's memory does not stay.
            }

            Monitor.PulseAll(_gate);
        }
    }
}
