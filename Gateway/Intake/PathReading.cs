using System.Text;

namespace Gateway.Intake;

/// <summary>
/// What servers do to a path until they have found what it names, each step by itself. A path is a text of bytes here, one
/// character each, since that is what escapes stand for.
/// </summary>
internal static class PathReading
{
    /// <summary>
    /// Characters that Windows code pages and Unicode's compatibility forms (NFKC) make a dot, a slash or a backslash of, as UTF-8.
    /// </summary>
    private static readonly (string Bytes, string Meaning)[] Lookalikes =
    [
        (Bytes('\uff0e'), "."), (Bytes('\ufe52'), "."), (Bytes('\u2024'), "."), (Bytes('\u2025'), ".."),
        (Bytes('\uff0f'), "/"), (Bytes('\u2044'), "/"), (Bytes('\u2215'), "/"),
        (Bytes('\uff3c'), "\\"), (Bytes('\ufe68'), "\\"), (Bytes('\u2216'), "\\"), (Bytes('\uff1b'), ";"),
    ];

    /// <summary>Every escape undone, once; also <c>%u002e</c>, which http.sys knows. What is none stays as it is.</summary>
    /// <param name="path">The path.</param>
    /// <param name="slashes">Also <c>%2F</c>, which some servers leave within its segment.</param>
    public static string Decode(string path, bool slashes)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return path;
        }

        var decoded = new char[path.Length];
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var rest = path.AsSpan(i);
            if (rest[0] != '%')
            {
                decoded[length++] = rest[0];
            }
            else if (rest.Length >= 6 && rest[1] is 'u' or 'U' && TryReadHex(rest.Slice(2, 4), out var wide))
            {
                length += Write((char)wide, decoded.AsSpan(length));
                i += 5;
            }
            else if (rest.Length >= 3 && TryReadHex(rest.Slice(1, 2), out var narrow) && (slashes || narrow != '/'))
            {
                decoded[length++] = (char)narrow;
                i += 2;
            }
            else
            {
                decoded[length++] = '%';
            }
        }

        return new string(decoded, 0, length);
    }

    /// <summary>Parameters taken off each segment, as servlet containers do before they look for dots (Servlet 6.0, section 3.5.2).</summary>
    public static string WithoutParameters(string path)
    {
        if (!path.Contains(';', StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new char[path.Length];
        var length = 0;
        var isParameter = false;
        foreach (var c in path)
        {
            isParameter = c != '/' && (isParameter || c == ';');
            if (!isParameter)
            {
                kept[length++] = c;
            }
        }

        return new string(kept, 0, length);
    }

    /// <summary>
    /// Without what stands between two slashes at its start and the next: who resolves the target as a reference (RFC 3986, section
    /// 4.2), as <c>new URL(target, base)</c> and <c>urlsplit</c> do, takes it for a host.
    /// </summary>
    public static string WithoutAuthority(string path)
    {
        if (!path.StartsWith("//", StringComparison.Ordinal))
        {
            return path;
        }

        var authority = path.AsSpan().TrimStart('/'); // The URL Standard takes any number of them for two.
        var slash = authority.IndexOf('/');
        return slash < 0 ? "/" : authority[slash..].ToString();
    }

    /// <summary>Cut off at the first mark.</summary>
    public static string Before(string path, params ReadOnlySpan<char> marks) =>
        path.AsSpan().IndexOfAny(marks) is >= 0 and var end ? path[..end] : path;

    /// <summary>Doubled slashes made one.</summary>
    public static string WithoutEmptySegments(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new char[path.Length];
        var length = 0;
        foreach (var c in path)
        {
            if (c != '/' || length == 0 || kept[length - 1] != '/')
            {
                kept[length++] = c;
            }
        }

        return new string(kept, 0, length);
    }

    /// <summary>Dots and blanks at the end of a segment, and the stream of a file, are nothing to Windows.</summary>
    public static string AsWindowsNames(string path)
    {
        if (!path.AsSpan().ContainsAny(". :"))
        {
            return path;
        }

        var kept = new char[path.Length];
        var (length, start, isStream) = (0, 0, false); // of what is kept, and of its last segment
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] != '/')
            {
                isStream |= path[i] == ':' && IsStream(path.AsSpan(i));
                if (!isStream)
                {
                    kept[length++] = path[i];
                }

                continue;
            }

            while (length > start && kept[length - 1] is '.' or ' ')
            {
                length--;
            }

            if (i < path.Length)
            {
                kept[length++] = '/';
            }

            (start, isStream) = (length, false);
        }

        return new string(kept, 0, length);
    }

    /// <summary>With its type: <c>::$DATA</c>, <c>:name:$DATA</c>, <c>:$I30:$INDEX_ALLOCATION</c>. One colon alone is many an honest path's.</summary>
    private static bool IsStream(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        return (slash < 0 ? rest : rest[..slash]).Contains(":$", StringComparison.Ordinal);
    }

    public static string WithoutLookalikes(string path)
    {
        if (path.AsSpan().ContainsAny('\u00e2', '\u00ef'))
        {
            foreach (var (bytes, meaning) in Lookalikes)
            {
                path = path.Replace(bytes, meaning, StringComparison.Ordinal);
            }
        }

        return path;
    }

    /// <summary>
    /// Whether it may lead out of where it seems to be, or says what no path says: a segment <c>.</c> or <c>..</c>, with parameters
    /// or blanks or without, a backslash, a control character, or a character in more bytes than it takes (RFC 3629, section 3).
    /// </summary>
    public static bool IsDangerous(ReadOnlySpan<char> path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var next = i + 1 < path.Length ? path[i + 1] : '\0';
            switch (path[i])
            {
                case '\\' or < ' ' or '\u007f':
                case '\u00c0' or '\u00c1':
                case '\u00e0' when next is >= '\u0080' and <= '\u009f':
                case '\u00f0' when next is >= '\u0080' and <= '\u008f':
                case >= '\u00f8' and <= '\u00fd' when next is >= '\u0080' and <= '\u00bf':
                    return true;
            }
        }

        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            var parameters = segment.IndexOf(';');
            if ((parameters < 0 ? segment : segment[..parameters]).Trim(' ') is "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By hand: a path may be made of nothing but escapes.</summary>
    private static bool TryReadHex(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }

            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }

    /// <summary>As UTF-8, which is never longer than the escape.</summary>
    private static int Write(char c, Span<char> destination)
    {
        Span<byte> bytes = stackalloc byte[3];
        var length = Encoding.UTF8.GetBytes([c], bytes);
        Encoding.Latin1.GetChars(bytes[..length], destination);
        return length;
    }

    private static string Bytes(char c) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes([c]));
}
