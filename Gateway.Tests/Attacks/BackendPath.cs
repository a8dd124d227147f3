using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>How one backend finds the path that a target names: written down step by step under Backends.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Steps">In their order.</param>
/// <param name="IsByRule">Whether it is a framework's matching, or a setting, and so no server's reading of every path.</param>
internal sealed partial record BackendPath(string Name, string Source, IReadOnlyList<string> Steps, bool IsByRule)
{
    public static IReadOnlyList<BackendPath> All { get; } = [.. Directory
        .EnumerateFiles(Repository.PathOf("Gateway.Tests", "Attacks", "Backends"), "*.json").Order(StringComparer.Ordinal)
        .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsArray())
        .Select(one => new BackendPath(
            one!["Name"]!.GetValue<string>(), one["Source"]!.GetValue<string>(), [.. one["Steps"]!.AsArray().Select(step => step!.GetValue<string>())],
            one["ByRule"]?.GetValue<bool>() ?? false))];

    /// <summary>The path, a character a byte; null if the backend refuses the target.</summary>
    public string? Resolve(string target)
    {
        var path = target;
        foreach (var step in Steps)
        {
            if (Take(step, path) is not { } next)
            {
                return null;
            }

            path = next;
        }

        return path;
    }

    private static string? Take(string step, string path) => step switch
    {
        "query" => path.Split('?', '#')[0],
        "parameters" => Parameters().Replace(path, ""),
        "parameters-to-end" => path.Split(';')[0],
        "refuse-escaped-slash" => path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase) ? null : path,
        "refuse-null" => path.Contains('\0', StringComparison.Ordinal) ? null : path,
        "null-ends" => path.Split('\0')[0],
        "refuse-backslash" => path.Contains('\\', StringComparison.Ordinal) ? null : path,
        "decode" => Escape().Replace(path, match => ((char)Hex(match.Groups["hex"].Value)).ToString()),
        "decode-but-slash" => Escape().Replace(path, match => Hex(match.Groups["hex"].Value) == '/' ? match.Value : ((char)Hex(match.Groups["hex"].Value)).ToString()),
        "decode-u" => WideEscape().Replace(path, match => Bytes(((char)Hex(match.Groups["hex"].Value)).ToString())),
        "overlong" => Overlong(path),
        "best-fit" => BestFit(path),
        "backslash" => path.Replace('\\', '/'),
        "collapse" => Slashes().Replace(path, "/"),
        "dots" => Dots(path),
        "windows-names" => string.Join('/', path.Split('/').Select(segment => Stream().Replace(segment, "").TrimEnd('.', ' '))),
        "cookieless" => Sessions().Replace(Sessions().Replace(path, ""), ""),
        "script" => Script().Match(path) is { Success: true } script ? path[..(script.Index + script.Length)] : path,
        "path-info" => Script().Match(path) is { Success: true } script ? path[(script.Index + script.Length)..] : path,
        "ending" => Ending().Replace(path, "", 1),
        "all-endings" => AllEndings().Replace(path, "", 1),
        "plus" => path.Replace('+', ' '),
        "trim" => Bytes(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path)).Trim().Trim('\ufeff', '\u200b')),
        "trim-bytes" => path.Trim(' ', '\u0085', '\u00a0'),
        "fold" => Bytes(string.Concat(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path)).Select(Fold))),
        _ => throw new InvalidOperationException($"There is no step '{step}'."),
    };

    /// <summary>By the characters themselves, full width apart.</summary>
    private static char Fold(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u017f' or '\u015b' => 's',
        '\u212a' or '\u0137' => 'k',
        '\u0131' or '\u0130' => 'i',
        '\u014d' or '\u0151' => 'o',
        _ => c,
    };

    private static string Overlong(string path) => path
        .Replace("\u00c0\u00ae", ".", StringComparison.Ordinal).Replace("\u00c0\u00af", "/", StringComparison.Ordinal)
        .Replace("\u00c1\u009c", "\\", StringComparison.Ordinal)
        .Replace("\u00e0\u0080\u00ae", ".", StringComparison.Ordinal).Replace("\u00e0\u0080\u00af", "/", StringComparison.Ordinal)
        .Replace("\u00f0\u0080\u0080\u00ae", ".", StringComparison.Ordinal).Replace("\u00f0\u0080\u0080\u00af", "/", StringComparison.Ordinal);

    private static string BestFit(string path)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path));
        return Bytes(text.Replace('\uff0e', '.').Replace('\uff0f', '/').Replace('\uff3c', '\\').Replace('\u2215', '/').Replace('\u2216', '\\'));
    }

    /// <summary>RFC 3986, section 5.2.4.</summary>
    private static string Dots(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i] == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
            }
        }

        return "/" + string.Join('/', kept) + (segments[^1] is "." or ".." ? "/" : "");
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(";[^/]*", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Parameters();

    [GeneratedRegex("%(?<hex>[0-9A-Fa-f]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Escape();

    [GeneratedRegex("%[uU](?<hex>[0-9A-Fa-f]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex WideEscape();

    [GeneratedRegex(@":[^/:]*:\$.*", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Stream();

    [GeneratedRegex(@"/(?:\((?:[A-Za-z]\([^()/]*\))+\))(?=/|$)|(?<!^)\((?:[A-Za-z]\([^()/]*\))+\)", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Sessions();

    [GeneratedRegex(@"^.*?\.(?:php|cgi|jsp|aspx)(?=/)", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<=[^/])\.[^./]*/?$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?<=/[^./]+)\.[^/]*/?$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex AllEndings();

    [GeneratedRegex("//+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Slashes();
}
