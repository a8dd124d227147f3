using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Intake;

/// <summary>The headers of one part of a multipart form, as far as they say what its name is and whether it is a text.</summary>
internal struct PartHeaders
{
    private const int Most = 16;

    /// <summary>A token's (RFC 9110, section 5.6.2) but the star, which makes <c>name*</c> of RFC 5987: RFC 7578, section 4.2, forbids it.</summary>
    private static readonly SearchValues<byte> OfParameter =
        SearchValues.Create("!#$%&'+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private int _count;
    private bool _hasType;
    private bool _hasEncoding;

    public int NameStart { get; private set; }

    public int NameEnd { get; private set; }

    /// <summary>A part with the name of a file, or of a type that is no text, is none.</summary>
    public bool IsFile { get; private set; }

    /// <summary>Reads one line; false for one of which two readers make two things.</summary>
    public bool TryRead(ReadOnlySpan<byte> body, int start, int end)
    {
        var line = body[start..end];
        var colon = line.IndexOf((byte)':');
        if (++_count > Most || colon < 1 || line.ContainsAny((byte)'\r', (byte)'\n', (byte)0) || !HeaderName.IsValid(Encoding.Latin1.GetString(line[..colon])))
        {
            return false;
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (Ascii.EqualsIgnoreCase(line[..colon], "Content-Disposition"u8))
        {
            return NameEnd == 0 && TryReadDisposition(body, end - (line.Length - colon - 1), end);
        }

        if (Ascii.EqualsIgnoreCase(line[..colon], "Content-Type"u8))
        {
            var type = Encoding.Latin1.GetString(value);
            var isFirst = !_hasType;
            _hasType = true;
            IsFile |= !(MediaType.Is(type, "text/plain") || MediaType.IsJson(type));
            return isFirst && (IsFile || !MediaType.HasOtherCharset(type));
        }

        if (Ascii.EqualsIgnoreCase(line[..colon], "Content-Transfer-Encoding"u8))
        {
            // RFC 7578, section 4.7: not used; what says more than that the bytes are the bytes is another encoding.
            var isFirst = !_hasEncoding;
            _hasEncoding = true;
            return isFirst && (Ascii.EqualsIgnoreCase(value, "7bit"u8) || Ascii.EqualsIgnoreCase(value, "8bit"u8) || Ascii.EqualsIgnoreCase(value, "binary"u8));
        }

        return true;
    }

    /// <summary><c>form-data; name="..."; filename="..."</c>: each parameter once, and of a name no spelling but its own.</summary>
    private bool TryReadDisposition(ReadOnlySpan<byte> body, int start, int end)
    {
        var at = BehindBlanks(body, start, end);
        if (end - at < 9 || !Ascii.EqualsIgnoreCase(body.Slice(at, 9), "form-data"u8))
        {
            return false;
        }

        at = BehindBlanks(body, at + 9, end);
        while (at < end)
        {
            if (body[at] != ';')
            {
                return false;
            }

            at = BehindBlanks(body, at + 1, end);
            var equals = body[at..end].IndexOf((byte)'=');
            if (equals < 1 || !TryReadValue(body, at + equals + 1, end, out var value, out var next))
            {
                return false;
            }

            var parameter = body.Slice(at, equals);
            if (Ascii.EqualsIgnoreCase(parameter, "name"u8))
            {
                if (NameEnd != 0 || value.Start.Value == value.End.Value || !Utf8.IsValid(body[value]))
                {
                    return false;
                }

                (NameStart, NameEnd) = (value.Start.Value, value.End.Value);
            }
            else if (Ascii.EqualsIgnoreCase(parameter, "filename"u8) || Ascii.EqualsIgnoreCase(parameter, "filename*"u8))
            {
                IsFile = true;
            }
            else if (parameter.ContainsAnyExcept(OfParameter))
            {
                return false;
            }

            at = BehindBlanks(body, next, end);
        }

        return NameEnd != 0;
    }

    /// <summary>A text in quotes without escapes, which readers undo or do not, or a token.</summary>
    private static bool TryReadValue(ReadOnlySpan<byte> body, int start, int end, out Range value, out int next)
    {
        (value, next) = (default, start);
        if (start >= end)
        {
            return false;
        }

        var isQuoted = body[start] == '"';
        var from = isQuoted ? start + 1 : start;
        var length = isQuoted ? body[from..end].IndexOf((byte)'"') : body[from..end].IndexOfAny((byte)';', (byte)' ', (byte)'\t');
        length = length < 0 && !isQuoted ? end - from : length;
        if (length < 0 || body.Slice(from, length).ContainsAny((byte)'\\', (byte)'"') || body.Slice(from, length).ContainsAnyInRange((byte)0, (byte)0x1f))
        {
            return false;
        }

        value = from..(from + length);
        next = from + length + (isQuoted ? 1 : 0);
        return true;
    }

    private static int BehindBlanks(ReadOnlySpan<byte> body, int at, int end)
    {
        while (at < end && (body[at] is (byte)' ' or (byte)'\t'))
        {
            at++;
        }

        return at;
    }
}
