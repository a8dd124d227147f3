using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.JsonSchema;

/// <summary>Where in a body a value stands. The default is a value that is not there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LocatedValue
{
    internal LocatedValue(in JsonToken token)
    {
        Kind = token.Kind;
        Start = token.Start;
        Length = token.Length;
        IsEscaped = token.IsText && token.IsEscaped;
    }

    public JsonKind Kind { get; }

    /// <summary>Offset of the first raw byte; of a string, the one after the quote.</summary>
    public int Start { get; }

    /// <summary>Number of raw bytes; of a string, without the quotes.</summary>
    public int Length { get; }

    /// <summary>A string that holds an escape, so that its raw bytes are not its text.</summary>
    public bool IsEscaped { get; }

    public bool IsFound => Kind != JsonKind.None;

    /// <summary>
    /// A string, number or boolean: something that can stand in a key. Null, arrays and objects cannot.
    /// </summary>
    public bool IsScalar => Kind is JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False;

    /// <summary>The bytes as they stand in the body, escapes included.</summary>
    public ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> utf8) => utf8.Slice(Start, Length);

    /// <summary>
    /// Writes the text of the value: a string without its escapes, anything else as it stands.
    /// Room for <see cref="Length"/> bytes always suffices.
    /// </summary>
    public bool TryCopyText(ReadOnlySpan<byte> utf8, Span<byte> destination, out int written)
    {
        var raw = Raw(utf8);
        written = 0;
        if (destination.Length < raw.Length)
        {
            return false;
        }

        if (IsEscaped)
        {
            written = JsonText.Unescape(raw, destination);
            return true;
        }

        raw.CopyTo(destination);
        written = raw.Length;
        return true;
    }

    /// <summary>The text of the value as a new string.</summary>
    public string GetString(ReadOnlySpan<byte> utf8) =>
        IsEscaped ? JsonText.ToString(Raw(utf8), escaped: true) : Encoding.UTF8.GetString(Raw(utf8));
}
