using System.Runtime.CompilerServices;

namespace Gateway.JsonSchema;

/// <summary>
/// One value or name on a <see cref="JsonTape"/>. Sixteen bytes, so that four share a cache line;
/// it points into the body and copies nothing.
/// </summary>
internal readonly struct JsonToken
{
    /// <summary>Kind and flag take five bits, which leaves 27 for the length.</summary>
    public const int MaxLength = (1 << 27) - 1;

    private const int LengthShift = 5;
    private const uint KindMask = 15;
    private const uint MarkBit = 16;
    private readonly uint _packed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonToken(JsonKind kind, bool marked, int start, int length, int next, uint info)
    {
        _packed = ((uint)length << LengthShift) | (marked ? MarkBit : 0) | (uint)kind;
        Start = start;
        Next = next;
        Info = info;
    }

    /// <summary>The same token, so many places further to the front of the tape, with all it contains.</summary>
    public JsonToken MovedBack(int places) => new(Kind, IsEscaped, Start, Length, Next - places, Info);

    /// <summary>Offset of the first raw byte; for strings and names the one after the quote.</summary>
    public int Start { get; }

    /// <summary>Index of the token after this value and all it contains. For a name: its value.</summary>
    public int Next { get; }

    /// <summary>For names their seeded hash, for containers the number of members or elements, else 0.</summary>
    public uint Info { get; }

    /// <summary>Raw bytes; for strings and names without the quotes.</summary>
    public int Length => (int)(_packed >> LengthShift);

    public JsonKind Kind => (JsonKind)(_packed & KindMask);

    /// <summary>A string or name that holds an escape, so that its raw bytes are not its text.</summary>
    public bool IsEscaped => (_packed & MarkBit) != 0;

    /// <summary>A number with a fraction or an exponent.</summary>
    public bool IsFractional => (_packed & MarkBit) != 0;

    public int Count => (int)Info;

    public bool IsText => Kind is JsonKind.String or JsonKind.Name;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
