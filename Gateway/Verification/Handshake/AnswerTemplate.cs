using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake;

/// <summary>Text of an answer with places for values of the challenge.</summary>
internal sealed partial class AnswerTemplate
{
    /// <summary>Longer than any provider's challenge; what is echoed must not be a way to have the gateway say anything.</summary>
    public const int MaxValueChars = 1024;

    private readonly List<(string Literal, IValueSource? Source)> _parts;

    private AnswerTemplate(List<(string Literal, IValueSource? Source)> parts) => _parts = parts;

    /// <summary>Returns the template, or null and what is wrong with the text.</summary>
    public static AnswerTemplate? Parse(string text, BodyPointers bodyPointers, bool hasToken, out string? error)
    {
        error = null;
        var parts = new List<(string, IValueSource?)>();
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (ValueSourceParser.Parse(match.Groups["source"].Value, bodyPointers, out error, hasToken) is not { } source)
            {
                return null;
            }

            parts.Add((text[at..match.Index], source));
            at = match.Index + match.Length;
        }

        parts.Add((text[at..], null));
        return new AnswerTemplate(parts);
    }

    /// <summary>Fills the template in, or returns null if a value is not there or too long.</summary>
    public string? Fill(InboundWebhook webhook, JavaScriptEncoder? encoder)
    {
        var text = new StringBuilder();
        foreach (var (literal, source) in _parts)
        {
            text.Append(literal);
            if (source is null)
            {
                continue;
            }

            if (source.Read(webhook, out var value) != ValueState.Found || value.Length > MaxValueChars)
            {
                return null;
            }

            text.Append(encoder is null ? value.ToString() : encoder.Encode(value.ToString()));
        }

        return text.ToString();
    }

    /// <summary>Anything that looks like one: a misspelt kind is a mistake, and no text to send. JSON has a quote there.</summary>
    [GeneratedRegex(@"\{(?<source>[A-Za-z]+:[^{}""]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
