using System.Text;

namespace Gateway.Connections;

/// <summary>
/// Latin-1, one character a byte: what is signed and forwarded is what was received. Each text is charged to its connection before it
/// is made (<see cref="HeaderCharge"/>).
/// </summary>
internal sealed class ChargedHeaderText : Encoding
{
    public static readonly ChargedHeaderText Instance = new();

    /// <summary>In bytes, beside the characters: two strings, and where they stand.</summary>
    private const int BytesOfHeader = 80;

    private ChargedHeaderText()
    {
    }

    /// <summary>What a header takes.</summary>
    public static int BytesOf(int nameAndValue) => BytesOfHeader + (sizeof(char) * nameAndValue);

    /// <summary>Charges a name, whose value follows.</summary>
    /// <exception cref="InvalidOperationException">There is no memory: Kestrel ends the connection.</exception>
    public static void Charge(string name)
    {
        if (HeaderCharge.Current?.TryAdd(name, BytesOf(name.Length)) == false)
        {
            Refuse();
        }
    }

    public override int GetCharCount(ReadOnlySpan<byte> bytes)
    {
        Charge(sizeof(char) * bytes.Length);
        return bytes.Length;
    }

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) => Latin1.GetChars(bytes, chars);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <summary>What <see cref="Encoding.GetString(ReadOnlySpan{byte})"/> asks: its base would copy every header three times.</summary>
    public override unsafe int GetCharCount(byte* bytes, int count) => GetCharCount(new ReadOnlySpan<byte>(bytes, count));

    /// <summary>The same.</summary>
    public override unsafe int GetChars(byte* bytes, int byteCount, char* chars, int charCount) =>
        GetChars(new ReadOnlySpan<byte>(bytes, byteCount), new Span<char>(chars, charCount));

    public override int GetCharCount(byte[] bytes, int index, int count) => GetCharCount(bytes.AsSpan(index, count));

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;

    private static void Charge(int bytes)
    {
        if (HeaderCharge.Current?.TryAdd(bytes) == false)
        {
            Refuse();
        }
    }

    private static void Refuse() => throw new InvalidOperationException("There is no memory for the headers of this connection.");
}
