using System.Globalization;
using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The ways in which programs encode a text for a form or a query.</summary>
internal static class FormEncodings
{
    private const string Unreserved = "-._~";

    /// <summary>The characters that are left as they are, beside letters and digits.</summary>
    public static readonly (string Safe, string Name)[] Alphabets =
    [
        (Unreserved, "escaped as RFC 3986 says"),
        ("-._*", "escaped as browsers do"),
        ("-._~!'()*", "escaped as encodeURIComponent does"),
        ("-._", "escaped as PHP does"),
        ("-._~!$'()*,;:@/?", "escaped as little as may be"),
        ("-._~@:/", "with @, : and / as they are"),
        ("-._~/", "with / as it is, as Python's quote does"),
        ("-._[]", "with [ and ] as they are"),
        ("-._~!'()*[]", "escaped as encodeURIComponent does, with [ and ] as they are"),
        ("-_.!()*", "escaped as .NET does"),
        ("-._~!$'()*,;:@/?[]{}\"", "escaped hardly at all"),
    ];

    /// <summary>What is made of blanks, and in which digits the rest is escaped.</summary>
    public static readonly (string Blank, string Digits, string Name)[] Blanks =
    [
        ("+", "X2", "blanks as +"),
        ("%20", "X2", "blanks as %20"),
        ("+", "x2", "blanks as +, %2f in lower case"),
        ("%20", "x2", "blanks as %20, %2f in lower case"),
    ];

    /// <summary>A text in all of them, each once.</summary>
    public static IEnumerable<string> All(string text) =>
        Alphabets.SelectMany(_ => Blanks, (alphabet, blank) => Encode(text, alphabet.Safe, blank.Blank, blank.Digits)).Distinct(StringComparer.Ordinal);

    public static string Encode(string text, string safe, string blank, string digits)
    {
        var encoded = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)one;
            if (char.IsAsciiLetterOrDigit(c) || safe.Contains(c, StringComparison.Ordinal))
            {
                encoded.Append(c);
            }
            else if (c == ' ')
            {
                encoded.Append(blank);
            }
            else
            {
                encoded.Append('%').Append(one.ToString(digits, CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
