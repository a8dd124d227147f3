using System.Buffers;
using System.Runtime.CompilerServices;

namespace Gateway.JsonSchema;

/// <summary>
/// A body cut into tokens by one strict pass, on pooled memory: what pointers and schemas read instead of a tree.
/// The tape does not hold the body, so whoever reads from it hands in the same bytes again. Not thread-safe.
/// </summary>
internal sealed class JsonTape : IDisposable
{
    /// <summary>Room for a small webhook at once; a larger body grows the tape as its tokens come.</summary>
    private const int SmallestTape = 64;

    [ThreadStatic]
    private static JsonTape? _spare;

    private JsonToken[] _tokens = [];
    private int _count;
    private bool _isRented;

    private JsonTape()
    {
    }

    /// <summary>What the last <see cref="Read"/> found.</summary>
    public JsonDefect Defect { get; private set; } = JsonDefect.Malformed;

    /// <summary>Length of the body last read.</summary>
    public int BodyLength { get; private set; }

    /// <summary>The value in document order; empty when there is a defect.</summary>
    public ReadOnlySpan<JsonToken> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>The containers around the innermost open one during a scan.</summary>
    public OpenContainer[] OuterContainers { get; private set; } = new OpenContainer[16];

    /// <summary>A tape to use and dispose; each thread keeps one spare, so this allocates only at first.</summary>
    public static JsonTape Rent()
    {
        var tape = _spare ?? new JsonTape();
        _spare = null;
        tape._isRented = true;
        return tape;
    }

    /// <summary>Reads a body in one pass. With a defect the tape stays empty.</summary>
    public JsonDefect Read(ReadOnlySpan<byte> utf8, StrictJsonOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BodyLength = utf8.Length;
        if (_tokens.Length == 0)
        {
            _tokens = ArrayPool<JsonToken>.Shared.Rent(Math.Max(SmallestTape, Math.Min(utf8.Length, 65536) / 8));
        }

        var scanner = new JsonScanner(utf8, this, _tokens, options);
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
        var tokens = _tokens;
        _tokens = [];
        if (tokens.Length > 0)
        {
            ArrayPool<JsonToken>.Shared.Return(tokens);
        }

        _spare = this;
    }

    /// <summary>Twice the room for tokens, with those written so far.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public JsonToken[] Grow(int used)
    {
        var larger = ArrayPool<JsonToken>.Shared.Rent(_tokens.Length * 2);
        _tokens.AsSpan(0, used).CopyTo(larger);
        ArrayPool<JsonToken>.Shared.Return(_tokens);
        _tokens = larger;
        return larger;
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
