using System.Buffers;
using System.Text;

namespace Gateway.Intake;

/// <summary>
/// What frameworks and their settings make of a path beyond what servers do: endings and scripts that are taken for no part of it, text
/// that is taken out or read as other letters. Most backends do none of this, so that it alone is no reason to refuse an honest path.
/// </summary>
internal static class PathRule
{
    /// <summary>How many dots of a segment are taken for the one before its ending, from the first.</summary>
    private const int MostEndings = 8;

    /// <summary>Files that run and are given what stands behind them (<c>PATH_INFO</c>, RFC 3875, section 4.1.5).</summary>
    private static readonly string[] Scripts =
    [
        ".asmx", ".asp", ".aspx", ".ashx", ".axd", ".cfc", ".cfm", ".cgi", ".dll", ".do", ".exe", ".fcgi", ".jsp", ".jspx", ".lua", ".phar", ".php",
        ".php3", ".php4", ".php5", ".php7", ".php8", ".phtml", ".pl", ".py", ".rb", ".svc",
    ];

    /// <summary>Blanks to Python's <c>strip</c>, JavaScript's <c>trim</c> and others, in UTF-8 or as a byte.</summary>
    private static readonly SearchValues<char> Blanks = SearchValues.Create(
        " \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff");

    /// <summary>What Windows code pages make of U+0100 to U+017F that are not in them (best fit); a dot where they make nothing.</summary>
    private const string BestFit =
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLl..LlNnNnNn...OoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    /// <summary>Whether nothing here makes another path of it; of a path of ordinary characters.</summary>
    public static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.Contains("))", StringComparison.Ordinal) && !path.Contains("+/", StringComparison.Ordinal) && !path.EndsWith('+')
        && (!path.Contains('.') || (!path[LastSegment(path)..].Contains('.') && FindScript(path, from: 0) < 0));

    /// <summary>
    /// Without what a dot begins in the last segment: <c>/orders.json</c> is <c>/orders</c> to Spring's suffix patterns and to a
    /// <c>(.:format)</c> of Rails.
    /// </summary>
    public static IEnumerable<string> WithoutEnding(string path)
    {
        var start = LastSegment(path);
        var dot = start - 1;
        for (var i = 0; i < MostEndings && (dot = path.IndexOf('.', dot + 1)) >= 0; i++)
        {
            if (path.AsSpan(start, dot - start).ContainsAnyExcept('.'))
            {
                yield return path[..dot];
            }
        }
    }

    /// <summary>What stands behind each script, and the script: <c>/index.php/orders</c> is <c>/orders</c> to a front controller.</summary>
    public static IEnumerable<string> AroundScripts(string path)
    {
        for (var slash = 0; (slash = FindScript(path, slash)) >= 0; slash++)
        {
            yield return path[slash..];
            yield return path[..slash];
        }
    }

    /// <summary>Without <c>(S(id))</c>, <c>(A(ticket)F(flags))</c> and the like, in which ASP.NET finds a session without cookies.</summary>
    public static string WithoutSessions(string path)
    {
        for (var start = path.IndexOf('(', StringComparison.Ordinal); start >= 0; start = path.IndexOf('(', start + 1))
        {
            if (EndOfSession(path, start) is { } end)
            {
                var isSegment = path[start - 1] == '/' && (end == path.Length || path[end] == '/');
                return WithoutSessions(string.Concat(path.AsSpan(0, isSegment ? start - 1 : start), path.AsSpan(end)));
            }
        }

        return path;
    }

    /// <summary>With a blank for each plus, as forms are decoded (<c>urldecode</c> of PHP).</summary>
    public static string WithBlanks(string path) => path.Replace('+', ' ');

    /// <summary>Without Unicode's blanks at its end and at those of its segments, be they bytes or UTF-8.</summary>
    public static string Trimmed(string path) => path.AsSpan().ContainsAnyInRange('\u0080', '\u00ff')
        ? string.Join('/', path.Split('/').Select(segment => Trim(segment)))
        : path;

    private static string Trim(string segment)
    {
        var text = Text(segment).AsSpan();
        var (start, end) = (text.IndexOfAnyExcept(Blanks), text.LastIndexOfAnyExcept(Blanks));
        var trimmed = start < 0 ? "" : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text[start..(end + 1)].ToString()));
        return text.Contains('\ufffd') ? segment.TrimEnd('\u0085', '\u00a0') : trimmed;
    }

    private static string Text(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    /// <summary>Letters and marks that are ASCII ones to a reader that folds case, compatibility forms or what its code page lacks.</summary>
    public static string Folded(string path)
    {
        if (!path.AsSpan().ContainsAnyInRange('\u0080', '\u00ff'))
        {
            return path;
        }

        var folded = new StringBuilder(path.Length);
        foreach (var rune in Text(path).EnumerateRunes())
        {
            if (Rune.ReplacementChar == rune)
            {
                return path;
            }

            folded.Append(Fold(rune.Value) is { } c ? c.ToString() : rune.ToString());
        }

        return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(folded.ToString()));
    }

    private static char? Fold(int rune) => rune switch
    {
        >= 0xff01 and <= 0xff5e => (char)(rune - 0xfee0), // full width
        0x212a => 'k', // KELVIN SIGN
        >= 0x100 and <= 0x17f when BestFit[rune - 0x100] is not '.' and var c => c, // with U+0131 and U+017F, which fold to i and s
        >= 0x24b6 and <= 0x24cf => (char)(rune - 0x24b6 + 'A'), // circled
        >= 0x24d0 and <= 0x24e9 => (char)(rune - 0x24d0 + 'a'),
        >= 0x1d400 and <= 0x1d6a3 => (rune - 0x1d400) % 52 is var letter && letter < 26 ? (char)('A' + letter) : (char)('a' + letter - 26), // mathematical
        >= 0x1d7ce and <= 0x1d7ff => (char)('0' + ((rune - 0x1d7ce) % 10)),
        _ => null,
    };

    /// <summary>Where the last segment begins that is not empty.</summary>
    private static int LastSegment(ReadOnlySpan<char> path) => path.TrimEnd('/').LastIndexOf('/') + 1;

    /// <summary>The slash behind the next segment that is a script; -1 if there is none.</summary>
    private static int FindScript(ReadOnlySpan<char> path, int from)
    {
        for (var i = from; i < path.Length; i++)
        {
            if (path[i] != '/')
            {
                continue;
            }

            foreach (var script in Scripts)
            {
                if (path[..i].EndsWith(script, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static int? EndOfSession(ReadOnlySpan<char> path, int start)
    {
        var at = start + 1;
        while (at + 1 < path.Length && char.IsAsciiLetter(path[at]) && path[at + 1] == '(')
        {
            var length = path[(at + 2)..].IndexOfAny(')', '/');
            if (length < 0 || path[at + 2 + length] == '/')
            {
                return null;
            }

            at += length + 3;
        }

        return start > 0 && at > start + 1 && at < path.Length && path[at] == ')' ? at + 1 : null;
    }
}
