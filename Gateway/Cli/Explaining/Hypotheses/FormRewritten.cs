using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Intake;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The body was read as a form and encoded again: the same fields in other bytes.</summary>
internal sealed class FormRewritten : IHypothesis
{
    private const int MaxBytes = 1024 * 1024;
    private const string Unreserved = "-._~";

    private static readonly (string Safe, string Name)[] Alphabets =
    [
        (Unreserved, "escaped as RFC 3986 says"),
        ("-._*", "escaped as browsers do"),
        ("-._~!'()*", "escaped as encodeURIComponent does"),
        ("-._", "escaped as PHP does"),
        ("-._~!$'()*,;:@/?", "escaped as little as may be"),
        ("-._~@:/", "with @, : and / as they are"),
    ];

    private static readonly (string Blank, string Digits, string Name)[] Blanks =
    [
        ("+", "X2", "blanks as +"),
        ("%20", "X2", "blanks as %20"),
        ("+", "x2", "blanks as +, %2f in lower case"),
        ("%20", "x2", "blanks as %20, %2f in lower case"),
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        if (!MediaType.IsForm(evidence.Request.Header("Content-Type")) || body.Length is 0 or > MaxBytes)
        {
            yield break;
        }

        var fields = Encoding.UTF8.GetString(body).TrimEnd('\r', '\n').Split('&')
            .Select(field => field.Split('=', 2))
            .Select(parts => (Name: WebUtility.UrlDecode(parts[0]), Value: parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : null))
            .ToList();
        var sorted = fields.OrderBy(field => field.Name, StringComparer.Ordinal).ToList();
        foreach (var (list, order) in ((List<(string, string?)>, string)[])[(fields, ""), (sorted, ", its fields in order")])
        {
            foreach (var (safe, name) in Alphabets)
            {
                foreach (var (blank, digits, how) in Blanks)
                {
                    yield return new Suspicion(
                        $"The form was read and encoded anew on the way; it was signed {name}, {how}{order}.",
                        "Have what stands in front pass the body on as the bytes it received.")
                    {
                        Request = evidence.Request.WithBody(Write(list, safe, blank, digits)),
                    };
                }
            }
        }
    }

    private static byte[] Write(List<(string Name, string? Value)> fields, string safe, string blank, string digits)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            text.Append(text.Length == 0 ? "" : "&");
            Encode(name);
            if (value is not null)
            {
                text.Append('=');
                Encode(value);
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());

        void Encode(string part)
        {
            foreach (var one in Encoding.UTF8.GetBytes(part))
            {
                var c = (char)one;
                if (char.IsAsciiLetterOrDigit(c) || safe.Contains(c, StringComparison.Ordinal))
                {
                    text.Append(c);
                }
                else if (c == ' ')
                {
                    text.Append(blank);
                }
                else
                {
                    text.Append('%').Append(one.ToString(digits, CultureInfo.InvariantCulture));
                }
            }
        }
    }
}
