using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>What docs/configuration.md says of one key.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="Default">What holds where nothing is said.</param>
/// <param name="Meaning">What it does.</param>
internal sealed partial record ReferenceRow(string Form, string Default, string Meaning)
{
    /// <summary>For an editor, which shows no links and no code.</summary>
    public string Description => Plain(Default switch
    {
        "" => Meaning,
        "required" => $"{Meaning} Required.",
        _ => $"{Meaning} Default: {Default}.",
    });

    /// <summary>The words between backticks in the form.</summary>
    public IReadOnlyList<string> Words => [.. Code().Matches(Form).Select(match => match.Groups["code"].Value)];

    /// <summary>The least and the most of the form, in numbers; null for one that it does not have.</summary>
    public (long? Least, long? Most) Range
    {
        get
        {
            var numbers = Number().Matches(Form).Select(match => Value(match.Groups["digits"].Value, match.Groups["unit"].Value)).ToList();
            return numbers switch
            {
                [var least, var most] => (least, most),
                [var most] when Form.Contains("up to", StringComparison.Ordinal) => (0, most),
                [var least] when Form.Contains("at least", StringComparison.Ordinal) => (least, null),
                _ => (null, null),
            };
        }
    }

    /// <summary>The default as a value; null where it is none.</summary>
    public JsonNode? DefaultValue(Type type)
    {
        if (type == typeof(int) || type == typeof(long))
        {
            return LeadingNumber().Match(Default) is { Success: true } number ? Value(number.Groups["digits"].Value, unit: "") : null;
        }

        if (OneWord().Match(Default) is not { Success: true } word)
        {
            return type == typeof(bool) && bool.TryParse(Default, out var bare) ? bare : null;
        }

        var text = word.Groups["code"].Value;
        return type == typeof(bool) ? bool.Parse(text) : text;
    }

    private static long Value(string digits, string unit) =>
        long.Parse(digits.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << unit switch
        {
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            "TiB" => 40,
            _ => 0,
        };

    private static string Plain(string markdown) => Link().Replace(markdown, "${text}").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Code();

    [GeneratedRegex("^`(?<code>[^`]+)`$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex OneWord();

    [GeneratedRegex("^(?<digits>[0-9][0-9,]*)(;|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex("(?<digits>[0-9][0-9,]*)( (?<unit>KiB|MiB|GiB|TiB))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]+\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Link();
}
