using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema;

/// <summary>
/// A body cut into tokens by one strict pass, on pooled memory: what pointers and schemas read instead of a tree.
/// The tape does not hold the body, so whoever reads from it hands in the same bytes again. Not thread-safe.
/// </summary>
internal sealed class JsonTape : IDisposable
{
    /// <summary>Room for a small webhook at once; a larger body grows the tape as its tokens come.</summary>
    private const int SmallestTape = 64;

    /// <summary>What most bodies have at least for each token; of a body longer than this the room is not taken before it is needed.</summary>
    private const int BytesPerToken = 8;
    private const int MostRoomAtOnce = 65536;

    /// <summary>Of an array; more than a body that a tape can address fills.</summary>
    private const int MostRoom = 1 << 30;

    [ThreadStatic]
    private static JsonTape? _spare;

    private ArraySegment<byte> _room;
    private int _count;
    private bool _isRented;
    private IScratchMemory _memory = SharedScratch.Instance;

    private JsonTape()
    {
    }

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public JsonDefect Defect { get; private set; } = JsonDefect.Malformed;

    /// <summary>Length of the body last read.</summary>
    public int BodyLength { get; private set; }

    /// <summary>The value in document order; empty when there is a defect.</summary>
    public ReadOnlySpan<JsonToken> Tokens => MemoryMarshal.Cast<byte, JsonToken>(_room.AsSpan())[.._count];

    /// <summary>Where the tape takes its memory, and what reads it may take more.</summary>
    public IScratchMemory Memory => _memory;

    /// <summary>The containers around the innermost open one during a scan.</summary>
    public OpenContainer[] OuterContainers { get; private set; } = new OpenContainer[16];

    /// <summary>A tape to use and dispose; each thread keeps one spare, so this allocates only at first.</summary>
    /// <param name="memory">What the tape is made of; the shared pool where nobody counts.</param>
    public static JsonTape Rent(IScratchMemory? memory = null)
    {
        var tape = _spare ?? new JsonTape();
        _spare = null;
        tape._isRented = true;
        tape._memory = memory ?? SharedScratch.Instance;
        return tape;
    }

    /// <summary>Reads a body in one pass. With a defect the tape stays empty.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="options">What may pass.</param>
    /// <param name="mostValues">A bound below that of the options, for who has less to spend.</param>
    public JsonDefect Read(ReadOnlySpan<byte> utf8, StrictJsonOptions options, int mostValues = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(options);
        BodyLength = utf8.Length;
        _count = 0;
        if (_room.Count == 0)
        {
            var least = Math.Max(SmallestTape, Math.Min(utf8.Length, MostRoomAtOnce) / BytesPerToken) * Unsafe.SizeOf<JsonToken>();
            if (!_memory.TryRent(least, out _room))
            {
                return Defect = JsonDefect.NoMemory;
            }
        }

        var scanner = new JsonScanner(
            utf8, this, MemoryMarshal.Cast<byte, JsonToken>(_room.AsSpan()), options, Math.Min(options.MaxValues, mostValues));
        Defect = scanner.Scan();
        _count = Defect == JsonDefect.None ? scanner.Count : 0;
        return Defect;
    }

    /// <summary>Gives the memory back; the tape must not be used afterwards.</summary>
    public void Dispose()
    {
        if (!_isRented)
        {
            return; // a second time: it must not become two users' tape
        }

        _isRented = false;
        _count = 0;
        Defect = JsonDefect.Malformed;
        var room = _room;
        _room = default;
        if (room.Count > 0)
        {
            _memory.Return(room);
        }

        _memory = SharedScratch.Instance;
        _spare = this;
    }

    /// <summary>Twice the room for tokens, with those written so far; empty if there is no memory for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<JsonToken> Grow(int used)
    {
        if (_room.Count > MostRoom / 2 || !_memory.TryRent(_room.Count * 2, out var larger))
        {
            return [];
        }

        _room.AsSpan(0, used * Unsafe.SizeOf<JsonToken>()).CopyTo(larger);
        _memory.Return(_room);
        _room = larger;
        return MemoryMarshal.Cast<byte, JsonToken>(larger.AsSpan());
    }

    /// <summary>Twice the room for open containers; their number is bounded by the depth allowed.</summary>
    public OpenContainer[] GrowOuterContainers()
    {
        var larger = new OpenContainer[OuterContainers.Length * 2];
        OuterContainers.CopyTo(larger, 0);
        OuterContainers = larger;
        return larger;
    }
}
