using System.Text;

namespace Gateway.Intake;

/// <summary>
/// Finds the parts of a <c>multipart/form-data</c> body (RFC 7578; RFC 2046, section 5.1). Strict: nothing before the first delimiter and
/// nothing behind the last, CR LF alone ends a line, and where the boundary stands there is a delimiter. Readers disagree on the rest.
/// </summary>
internal static class MultipartForm
{
    /// <summary>By RFC 7578, section 4.6, a field of this name says how the others are encoded; UTF-8 is read here, whatever it says.</summary>
    private static readonly byte[] Charset = "_charset_"u8.ToArray();

    /// <summary>The parts in order; null for a body that is no such form, or of too many parts.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="boundary">By its type.</param>
    public static IReadOnlyList<FormField>? Read(ReadOnlySpan<byte> body, string boundary)
    {
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        if (!body.StartsWith(delimiter))
        {
            return null;
        }

        var parts = new List<FormField>();
        for (var at = delimiter.Length; ;)
        {
            if (body[at..] is [(byte)'-', (byte)'-', .. var end])
            {
                return end is [] or [(byte)'\r', (byte)'\n'] ? parts : null;
            }

            if (body[at..] is not [(byte)'\r', (byte)'\n', ..] || parts.Count == UnprovenLimits.FormParts)
            {
                return null;
            }

            at += 2;
            var length = body[at..].IndexOf(delimiter);
            if (length < 2 || !body[..(at + length)].EndsWith("\r\n"u8) || ReadPart(body, at, at + length - 2) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            at += length + delimiter.Length;
        }
    }

    private static FormField? ReadPart(ReadOnlySpan<byte> body, int start, int end)
    {
        PartHeaders headers = default;
        while (true)
        {
            var length = end < start ? -1 : body[start..end].IndexOf("\r\n"u8);
            if (length < 0 || length > UnprovenLimits.PartHeaders)
            {
                return null;
            }

            if (length == 0)
            {
                break;
            }

            if (!headers.TryRead(body, start, start + length))
            {
                return null;
            }

            start += length + 2;
        }

        var name = body[headers.NameStart..headers.NameEnd];
        return name.IsEmpty || name.SequenceEqual(Charset)
            ? null
            : new FormField(headers.NameStart, headers.NameEnd, start + 2, end, headers.IsFile);
    }
}
