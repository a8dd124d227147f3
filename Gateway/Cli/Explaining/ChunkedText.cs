using System.Globalization;
using System.Text;

namespace Gateway.Cli.Explaining;

/// <summary>A body as it stands on the wire with <c>Transfer-Encoding: chunked</c> (RFC 9112, section 7.1).</summary>
internal static class ChunkedText
{
    /// <summary>What the chunks hold together; null if the bytes are not chunks to their end.</summary>
    public static byte[]? TryDecode(ReadOnlySpan<byte> text)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            var end = text.IndexOf("\r\n"u8);
            if (end < 0 || !TryReadSize(text[..end], out var size))
            {
                return null;
            }

            text = text[(end + 2)..];
            if (size == 0)
            {
                return text.SequenceEqual("\r\n"u8) ? whole.ToArray() : null;
            }

            if (text.Length - 2 < size || !text[size..].StartsWith("\r\n"u8))
            {
                return null;
            }

            whole.Write(text[..size]);
            text = text[(size + 2)..];
        }
    }

    private static bool TryReadSize(ReadOnlySpan<byte> line, out int size)
    {
        var extension = line.IndexOf((byte)';');
        var digits = Encoding.Latin1.GetString(extension < 0 ? line : line[..extension]).Trim();
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out size) && size >= 0;
    }
}
