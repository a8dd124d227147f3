using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The body was read as a form and encoded again: the same fields in other bytes; or it was only decoded.</summary>
internal sealed partial class FormRewritten : IHypothesis
{
    private const int MaxBytes = 1024 * 1024;
    private const int MostFields = 4096;
    private const int MostPermuted = 6;
    private const string Cure = "Have what stands in front pass the body on as the bytes it received.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        var text = Encoding.UTF8.GetString(body);
        if (body.Length is 0 or > MaxBytes || !Form().IsMatch(text))
        {
            yield break;
        }

        if (text.AsSpan().Count('&') >= MostFields)
        {
            evidence.Work.CutShort(); // No webhook has as many, and each is written hundreds of times.
            yield break;
        }

        text = text.TrimEnd('\r', '\n');
        if (text.Contains("&amp;", StringComparison.Ordinal))
        {
            if (With(evidence, "form-html-escaped", text.Replace("&amp;", "&", StringComparison.Ordinal), "with & where &amp; arrived") is { } escaped)
            {
                yield return escaped;
            }
        }

        foreach (var (fields, reading, isDecoded) in Readings(text))
        {
            foreach (var (list, order) in Orders(fields))
            {
                foreach (var (safe, name) in FormEncodings.Alphabets)
                {
                    if (evidence.Work.IsSpent)
                    {
                        yield break;
                    }

                    foreach (var (blank, digits, how) in FormEncodings.Blanks)
                    {
                        if (With(
                            evidence, isDecoded ? "form-decoded" : order.Length > 0 ? "form-order" : "form-rewritten",
                            Write(list, field => FormEncodings.Encode(field, safe, blank, digits)), $"{name}, {how}{order}{reading}") is { } suspicion)
                        {
                            yield return suspicion;
                        }

                        if (isDecoded && With(
                            evidence, "form-decoded", Write(list, field => FormEncodings.Encode(FormEncodings.Encode(field, safe, blank, digits), safe, blank, digits)),
                            $"{name}, {how}{order}{reading}, twice") is { } twice)
                        {
                            yield return twice;
                        }
                    }
                }
            }
        }

        var raw = text.Split('&').Select(field => (field, (string?)null)).ToList();
        foreach (var (list, order) in Orders(raw).Concat(Permuted(raw)).Where(way => way.Order.Length > 0))
        {
            if (evidence.Work.IsSpent)
            {
                yield break;
            }

            if (With(evidence, "form-order", string.Join('&', list.Select(field => field.Item1)), order[2..]) is { } suspicion)
            {
                yield return suspicion;
            }
        }
    }

    /// <summary>The fields as they were encoded, or as what is left of them once they were decoded: then an &amp; may stand in a value.</summary>
    private static IEnumerable<(List<(string Name, string? Value)> Fields, string Reading, bool IsDecoded)> Readings(string text)
    {
        yield return (Split(text.Split('&'), WebUtility.UrlDecode), "", false);
        yield return (Split(text.Split('&'), part => part), ", and arrived decoded", true);
        yield return (Split(Separator().Split(text), part => part), ", and arrived decoded", true);
        yield return (Split(Separator().Split(text), WebUtility.UrlDecode), ", and arrived with an & that belongs to a value", true);
    }

    private static List<(string Name, string? Value)> Split(string[] fields, Func<string, string> decode) =>
        [.. fields.Select(field => field.Split('=', 2)).Select(parts => (decode(parts[0]), parts.Length > 1 ? decode(parts[1]) : null))];

    private static IEnumerable<(List<(string Name, string? Value)> Fields, string Order)> Orders(List<(string Name, string? Value)> fields)
    {
        yield return (fields, "");
        var sorted = fields.OrderBy(field => field.Name, StringComparer.Ordinal).ToList();
        if (fields.Count > 1)
        {
            yield return (sorted, ", its fields in order");
            yield return ([.. fields.AsEnumerable().Reverse()], ", its fields the other way round");
        }

        foreach (var (rename, what) in ((Func<string, string>, string)[])
        [
            (name => name.Replace('_', '.'), ", with . in the names where PHP made _ of it"),
            (name => name.Replace('_', ' '), ", with blanks in the names where PHP made _ of them"),
            (name => Position().Replace(name, "[]"), ", with [] in the names where positions stand"),
            (name => Position().Replace(name, ""), ", without the positions in its names"),
            (name => name.Replace("[]", "", StringComparison.Ordinal), ", without [] in its names"),
        ])
        {
            if (fields.Exists(field => rename(field.Name) != field.Name))
            {
                yield return ([.. fields.Select(field => (rename(field.Name), field.Value))], what);
            }
        }
    }

    private static IEnumerable<(List<(string Name, string? Value)> Fields, string Order)> Permuted(List<(string Name, string? Value)> fields) =>
        fields.Count is < 2 or > MostPermuted
            ? []
            : Permutation.All(fields.Count).Select(order => (order.Select(index => fields[index]).ToList(), ", its fields in another order"));

    private static string Write(List<(string Name, string? Value)> fields, Func<string, string> encode) =>
        string.Join('&', fields.Select(field => field.Value is null ? encode(field.Name) : $"{encode(field.Name)}={encode(field.Value)}"));

    /// <summary>Null where it is known at once that this was not signed.</summary>
    private static Suspicion? With(Evidence evidence, string id, string text, string how)
    {
        var body = Encoding.UTF8.GetBytes(text);
        evidence.Work.ChargeEscaped(body.Length);
        return !evidence.MayBeSigned(body) ? null : new Suspicion(id, $"The form was read and encoded anew on the way; it was signed {how}.", Cure)
        {
            Request = evidence.Request.WithBody(body),
        };
    }

    [GeneratedRegex(@"^[^{\[<=&\s][^=&]*=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position();

    [GeneratedRegex(@"&(?=[\w.%\[\]-]+=)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
