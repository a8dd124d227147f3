using System.Text;

namespace Gateway.Intake;

/// <summary>
/// Lets Kestrel read a <c>Content-Length</c> as RFC 9110, section 8.6, writes it: digits alone. Kestrel's own reading takes <c>+10</c>
/// for 10, and with an encoding for headers also a vertical tab before it, and has room for twenty characters and an exception for more.
/// </summary>
internal sealed class ContentLengthText : Encoding
{
    /// <summary>Of the largest number there is.</summary>
    private const int MostDigits = 19;

    public static readonly ContentLengthText Instance = new();

    private ContentLengthText()
    {
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    /// <summary>What is no length becomes what Kestrel refuses with 400.</summary>
    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.IsEmpty || bytes.Length > MostDigits || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            chars[0] = '?';
            return 1;
        }

        return Latin1.GetChars(bytes, chars);
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => Math.Clamp(count, 1, MostDigits);

    public override int GetMaxCharCount(int byteCount) => MostDigits;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => charCount;
}
