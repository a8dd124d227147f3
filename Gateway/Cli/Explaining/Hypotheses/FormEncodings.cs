using System.Buffers;
using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The ways in which programs encode a text for a form or a query.</summary>
internal static class FormEncodings
{
    private const string Unreserved = "-._~";
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

    private static readonly Dictionary<string, SearchValues<char>> Allowed =
        Alphabets.ToDictionary(alphabet => alphabet.Safe, alphabet => SearchValues.Create(Alphanumeric + alphabet.Safe), StringComparer.Ordinal);

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
        var allowed = Allowed[safe];
        var hex = digits == "X2" ? "0123456789ABCDEF" : "0123456789abcdef";
        var encoded = new StringBuilder(text.Length * 2);
        var rest = text.AsSpan();
        Span<byte> bytes = stackalloc byte[4];
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAnyExcept(allowed);
            encoded.Append(plain < 0 ? rest : rest[..plain]);
            if (plain < 0)
            {
                break;
            }

            var length = char.IsHighSurrogate(rest[plain]) && plain + 1 < rest.Length ? 2 : 1;
            if (rest[plain] == ' ')
            {
                encoded.Append(blank);
            }
            else
            {
                foreach (var one in bytes[..Encoding.UTF8.GetBytes(rest.Slice(plain, length), bytes)])
                {
                    encoded.Append('%').Append(hex[one >> 4]).Append(hex[one & 0xF]);
                }
            }

            rest = rest[(plain + length)..];
        }

        return encoded.ToString();
    }
}
