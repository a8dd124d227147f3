using System.Buffers;
using System.Numerics;
using Gateway.Intake.Memory;

namespace Gateway.Intake;

/// <summary>
/// The body as received, in one piece of pooled memory that grows with what arrives. It goes back to the pool when the last
/// who holds it lets go: a client that still sends it must not find another request's bytes there.
/// </summary>
internal sealed class BufferedBody(MemoryAccount account) : IDisposable
{
    /// <summary>From here on it grows to the next power of four: each time, what is there is copied, and held twice meanwhile.</summary>
    private const int Large = 64 * 1024;

    /// <summary>
    /// What a long block has behind the body for what is stored with it (headers of 32 KiB, of which a byte may become two): for some more
    /// bytes at its end, all of it would be held twice.
    /// </summary>
    private const int RoomBehind = 96 * 1024;

    private ArraySegment<byte> _buffer = ArraySegment<byte>.Empty;
    private HeldBytes? _adopted; // In the place of the buffer.
    private ReadOnlyMemory<byte> _body; // A part of them.
    private int _holders = 1; // its request
    private long _beside; // charged with it
    private bool _isDisposed;

    public int Length { get; private set; }

    /// <summary>Reads what it holds, of one that is compressed; null for any other.</summary>
    public ContentDecoder? Decoder { get; set; }

    /// <summary>What it holds: of a compressed one what it is decoded to, of any other the bytes as received.</summary>
    public ReadOnlyMemory<byte> Content => Decoder is null ? Memory : Decoder.Read();

    /// <summary>What is free behind what is there.</summary>
    public Span<byte> Room => _buffer.AsSpan(Length);

    /// <summary>How much has arrived, whatever has become of it.</summary>
    public int ReceivedLength { get; private set; }

    public ReadOnlyMemory<byte> Memory => _adopted is null ? _buffer.AsMemory(0, Length) : _body;

    /// <summary>Makes room for <paramref name="bytes"/> behind what is there, or says that there is no memory for it.</summary>
    /// <param name="bytes">What has arrived.</param>
    /// <param name="most">The length that the body will not exceed, for all that is known.</param>
    public bool TryReserve(int bytes, long most = long.MaxValue)
    {
        if (_buffer.Count - Length >= bytes)
        {
            return true;
        }

        if (!account.TryRent((int)Math.Min(Grown(_buffer.Count, checked(Length + bytes), most), Array.MaxLength), out var larger))
        {
            return false;
        }

        Memory.Span.CopyTo(larger);
        Return();
        _buffer = larger;
        return true;
    }

    /// <summary>The most memory that a body takes while it arrives: at its last growth, what there is and what it grows into.</summary>
    /// <param name="length">The body's.</param>
    public static long MostFor(long length)
    {
        var (most, block) = (0L, 0);
        while (block < length)
        {
            var grown = MemoryArena.LengthFor((int)Grown(block, block + 1, length));
            most = Math.Max(most, (long)block + grown);
            block = grown;
        }

        return most;
    }

    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var length = (int)bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(Length, length));
        Length += length;
        ReceivedLength += length;
    }

    /// <summary>Counts what was written to <see cref="Room"/>.</summary>
    public void Advance(int bytes) => Length += bytes;

    /// <summary>Takes over what holds a body already. It is given back with the last who holds this one.</summary>
    /// <param name="held">Of the same account.</param>
    /// <param name="body">A part of it.</param>
    public void Adopt(HeldBytes held, ReadOnlyMemory<byte> body)
    {
        Return();
        (_adopted, _body, Length) = (held, body, body.Length);
    }

    /// <summary>Charges what is made of it, until the last who holds it lets go; false if there is no memory for that.</summary>
    public bool TryTakeBeside(long bytes)
    {
        if (!account.TryTake(bytes))
        {
            return false;
        }

        _beside += bytes;
        return true;
    }

    /// <summary>
    /// Hands the bytes over, with room behind them, to somebody who may change them: from here on this body is empty. Null, and
    /// nothing changed, if there is no memory for the room.
    /// </summary>
    /// <param name="room">At least 1.</param>
    /// <exception cref="InvalidOperationException">Somebody else holds the body.</exception>
    public HeldBytes? TryHandOver(int room)
    {
        if (Volatile.Read(ref _holders) != 1)
        {
            throw new InvalidOperationException("Somebody else holds the body.");
        }

        if (!TryReserve(room, (long)Length + room))
        {
            return null;
        }

        Decoder?.Dispose();
        Decoder = null;
        var held = new HeldBytes(account, _buffer, Length + room);
        (_buffer, Length) = (ArraySegment<byte>.Empty, 0);
        return held;
    }

    /// <summary>Keeps the memory valid until <see cref="LetGo"/>; false if it is gone already.</summary>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Return();
            Length = 0;
            account.GiveBack(_beside);
            _beside = 0;
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Decoder?.Dispose();
            LetGo();
        }
    }

    /// <summary>
    /// How long a block is to be in the place of this one. All that is to come if that is no more than twice as far as it would grow: two
    /// long blocks are not held for the last part.
    /// </summary>
    private static long Grown(int block, int least, long most)
    {
        var next = block < Large ? block * 2L : 1L << (((BitOperations.Log2((uint)block) / 2) + 1) * 2);
        if (block < Large ? next >= most : next * 2 >= most)
        {
            next = most;
        }

        var wanted = Math.Max(least, next);
        return next == most && most > ArenaPage.Length ? wanted + RoomBehind : wanted;
    }

    private void Return()
    {
        if (_adopted is not null)
        {
            _adopted.Dispose();
            (_adopted, _body) = (null, default);
        }

        if (_buffer.Count > 0)
        {
            account.Return(_buffer);
            _buffer = ArraySegment<byte>.Empty;
        }
    }
}
