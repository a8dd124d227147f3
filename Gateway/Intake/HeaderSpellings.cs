using System.Buffers;
using System.Text.RegularExpressions;

namespace Gateway.Intake;

/// <summary>
/// Takes away what a backend may take for a header that a route has looked at. CGI, PHP, WSGI and Rack make variables of headers, and
/// <c>X_Sig</c> and <c>X-Sig</c> are one there: who has one of them verified must not send another beside it.
/// </summary>
internal sealed partial class HeaderSpellings
{
    /// <summary>What stages, framing and backends read, whatever a route says.</summary>
    private static readonly string[] Always =
    [
        "Authorization", "Content-Digest", "Content-Encoding", "Content-Length", "Content-Type", "Digest", "Forwarded", "Host", "Signature",
        "Signature-Input", "Transfer-Encoding",
    ];

    /// <summary>What names of headers are mostly made of: these are the variable's own characters.</summary>
    private static readonly SearchValues<char> Usual =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What stands before a name.</summary>
    private static readonly string[] Sources = ["header:", "base64-json:"];

    public static readonly HeaderSpellings None = new([]);

    private readonly Dictionary<string, HashSet<string>> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _hasUnusual;

    /// <param name="read">The names of the headers that the route reads.</param>
    public HeaderSpellings(IEnumerable<string> read)
    {
        foreach (var name in Always.Concat(read))
        {
            if (!_read.TryGetValue(Usually(name), out var names))
            {
                _read[Usually(name)] = names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            }

            names.Add(name);
            _hasUnusual |= IsUnusual(name);
        }
    }

    /// <summary>The headers that a text of the configuration names, as <c>header:NAME</c> or <c>base64-json:NAME[member]</c>.</summary>
    public static IEnumerable<string> NamedIn(string text) => Array.Exists(Sources, source => text.Contains(source, StringComparison.Ordinal))
        ? Source().Matches(text).Select(match => match.Groups["name"].Value)
        : [];

    /// <summary>Whether a name stands behind a key and the colon at which configuration has taken it apart.</summary>
    public static bool IsSource(string key) => Array.Exists(Sources, source => key.EndsWith(source[..^1], StringComparison.Ordinal));

    /// <summary>Whether a header is another spelling of one that the route reads, or of one that stands beside it in its usual spelling.</summary>
    public bool IsAnother(IHeaderDictionary headers, string name)
    {
        if (!_hasUnusual && !IsUnusual(name))
        {
            return false;
        }

        var usual = Usually(name);
        return _read.TryGetValue(usual, out var read) ? !read.Contains(name) : IsUnusual(name) && headers.ContainsKey(usual);
    }

    private static bool IsUnusual(string name) => name.AsSpan().ContainsAnyExcept(Usual);

    /// <summary>With the mark between its words that names mostly have.</summary>
    public static string Usually(string name) => IsUnusual(name)
        ? string.Create(name.Length, name, static (usual, written) =>
        {
            for (var i = 0; i < usual.Length; i++)
            {
                usual[i] = char.IsAsciiLetterOrDigit(written[i]) ? written[i] : '-';
            }
        })
        : name;

    /// <summary>The characters of a token (RFC 9110, section 5.6.2), but those that end a name in the configuration.</summary>
    [GeneratedRegex(@"(?:header|base64-json):(?<name>[!#$%&'*+\-.^_`~0-9A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();
}
