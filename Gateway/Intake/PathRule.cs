using System.Buffers;
using System.Collections.Frozen;
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
    private static readonly FrozenSet<string> Scripts = new[]
    {
        ".asmx", ".asp", ".aspx", ".ashx", ".axd", ".cfc", ".cfm", ".cgi", ".dll", ".do", ".exe", ".fcgi", ".jsp", ".jspx", ".lua", ".phar", ".php",
        ".php3", ".php4", ".php5", ".php7", ".php8", ".phtml", ".pl", ".py", ".rb", ".svc",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly int LongestScript = Scripts.Max(script => script.Length);

    /// <summary>Blanks to Python's <c>strip</c>, JavaScript's <c>trim</c> and others, in UTF-8 or as a byte.</summary>
    private static readonly SearchValues<char> Blanks = SearchValues.Create(
        " \u0085\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff");

    /// <summary>What Windows code pages make of U+0100 to U+017F that are not in them (best fit); a dot where they make nothing.</summary>
    private const string BestFit =
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLl..LlNnNnNn...OoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    /// <summary>Whether nothing here makes another path of it; of a path of ordinary characters.</summary>
    public static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.Contains("))", StringComparison.Ordinal) && !path.Contains("+/", StringComparison.Ordinal) && !path.Contains("/+", StringComparison.Ordinal)
        && !path.EndsWith('+')
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
        var (kept, from) = ((StringBuilder?)null, 0);
        var start = path.IndexOf('(', StringComparison.Ordinal);
        while (start >= 0)
        {
            if (IsSession(path, start, out var end))
            {
                var isSegment = path[start - 1] == '/' && (end == path.Length || path[end] == '/');
                (kept ??= new StringBuilder(path.Length)).Append(path.AsSpan(from..(isSegment && start > from ? start - 1 : start)));
                from = end;
            }

            start = path.IndexOf('(', end);
        }

        return kept is null ? path : kept.Append(path.AsSpan(from)).ToString();
    }

    /// <summary>With a blank for each plus, as forms are decoded (<c>urldecode</c> of PHP).</summary>
    public static string WithBlanks(string path) => path.Replace('+', ' ');

    /// <summary>Without blanks at the ends of its segments, Unicode's too, be they bytes or UTF-8.</summary>
    public static string Trimmed(string path)
    {
        if (!path.AsSpan().ContainsAnyInRange('\u0080', '\u00ff') && !path.Contains(' ', StringComparison.Ordinal))
        {
            return path;
        }

        var bytes = Encoding.Latin1.GetBytes(path);
        var kept = new StringBuilder(path.Length);
        foreach (var range in bytes.AsSpan().Split((byte)'/'))
        {
            kept.Append(range.Start.Value == 0 ? "" : "/");
            var (start, end) = range.GetOffsetAndLength(bytes.Length) is var (offset, length) ? (offset, offset + length) : default;
            while (IsBlank(Rune.DecodeFromUtf8(bytes.AsSpan(start..end), out var rune, out var taken), rune, end > start ? bytes[start] : default))
            {
                start += taken;
            }

            while (IsBlank(Rune.DecodeLastFromUtf8(bytes.AsSpan(start..end), out var rune, out var taken), rune, end > start ? bytes[end - 1] : default))
            {
                end -= taken;
            }

            kept.Append(path.AsSpan(start..end));
        }

        return kept.ToString();
    }

    private static bool IsBlank(OperationStatus status, Rune rune, byte self) =>
        status == OperationStatus.Done ? rune.IsBmp && Blanks.Contains((char)rune.Value) : self is 0x85 or 0xa0;

    /// <summary>Letters and marks that are ASCII ones to a reader that folds case, compatibility forms or what its code page lacks.</summary>
    public static string Folded(string path)
    {
        if (!path.AsSpan().ContainsAnyInRange('\u0080', '\u00ff'))
        {
            return path;
        }

        var folded = new StringBuilder(path.Length);
        var bytes = Encoding.Latin1.GetBytes(path);
        for (var (at, taken) = (0, 0); at < bytes.Length; at += taken)
        {
            var status = Rune.DecodeFromUtf8(bytes.AsSpan(at), out var rune, out taken);
            var form = status == OperationStatus.Done && !rune.IsAscii ? Fold(rune.Value) : null;
            folded.Append(form is null ? path.AsSpan(at, taken) : form);
        }

        return folded.ToString();
    }

    private static string? Fold(int rune) => rune switch
    {
        0x212a => "k", // KELVIN SIGN
        >= 0x100 and <= 0x17f when BestFit[rune - 0x100] is not '.' => BestFit.Substring(rune - 0x100, 1), // with U+0131 and U+017F, which fold to i and s
        _ => CompatibilityForms.Find(rune),
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

            var end = path[..i];
            var dot = end[Math.Max(0, i - LongestScript)..].LastIndexOf('.') + Math.Max(0, i - LongestScript);
            if (dot >= 0 && Scripts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(end[dot..]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a session begins there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="start">Where the parenthesis stands.</param>
    /// <param name="end">Behind the session; without one, where to look for the next: what fails fails from every parenthesis before.</param>
    private static bool IsSession(ReadOnlySpan<char> path, int start, out int end)
    {
        var at = start + 1;
        while (at + 1 < path.Length && char.IsAsciiLetter(path[at]) && path[at + 1] == '(')
        {
            var length = path[(at + 2)..].IndexOfAny(')', '/');
            if (length < 0 || path[at + 2 + length] == '/')
            {
                end = length < 0 ? path.Length : at + 2 + length;
                return false;
            }

            at += length + 3;
        }

        var isSession = start > 0 && at > start + 1 && at < path.Length && path[at] == ')';
        end = isSession ? at + 1 : at;
        return isSession;
    }
}
