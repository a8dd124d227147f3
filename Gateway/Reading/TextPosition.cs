namespace Gateway.Reading;

/// <summary>
/// A place in a text as editors count it: lines and columns from 1, a column for each UTF-16 code unit, a tab being one. A line ends
/// with CR LF, LF or CR.
/// </summary>
internal readonly record struct TextPosition(int Line, int Column)
{
    /// <param name="utf8">The text without a byte order mark.</param>
    /// <param name="offset">In bytes.</param>
    public static TextPosition At(ReadOnlySpan<byte> utf8, int offset)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < offset; i++)
        {
            switch (utf8[i])
            {
                case (byte)'\n':
                case (byte)'\r' when i + 1 == utf8.Length || utf8[i + 1] != '\n':
                    (line, column) = (line + 1, 1);
                    break;
                case (byte)'\r':
                    break; // The line ends behind the line feed.
                case >= 0xF0:
                    column += 2; // Four bytes of UTF-8 are a surrogate pair.
                    break;
                case < 0x80 or >= 0xC0:
                    column++;
                    break;
            }
        }

        return new TextPosition(line, column);
    }

    public override string ToString() => $"line {Line}, column {Column}";
}
