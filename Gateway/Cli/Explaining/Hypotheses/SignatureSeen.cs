using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>
/// The right HMAC stands somewhere in the request, in a form or at a place where the route does not look for it: in another encoding,
/// with letters changed or cut off, in another header. What is looked for is computed, so that any text that holds it is found.
/// </summary>
/// <param name="isWide">Whether other algorithms, readings of the secret and contents are tried, too: several things at once.</param>
internal sealed class SignatureSeen(bool isWide) : IHypothesis
{
    /// <summary>128 bits of a hash: nobody has that by chance.</summary>
    private const int LeastBytes = 16;

    private const int LongestBody = 64 * 1024;

    private static readonly (string Name, HashAlgorithmName Hash)[] Algorithms =
    [
        ("hmac-sha256", HashAlgorithmName.SHA256), ("hmac-sha1", HashAlgorithmName.SHA1), ("hmac-sha512", HashAlgorithmName.SHA512),
        ("hmac-sha384", HashAlgorithmName.SHA384),
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Signature.Algorithm?.StartsWith("hmac-", StringComparison.Ordinal) != true)
        {
            yield break;
        }

        var own = NamedHeaders.OfSignature(evidence);
        var texts = SeenSignatures.Texts(evidence.Request).Where(text => isWide || own.Count == 0 || own.Contains(text.Place, StringComparer.OrdinalIgnoreCase)).ToList();
        if (!isWide && own.Count == 0 && evidence.Request.Body.Length is > 0 and <= LongestBody)
        {
            texts.Add(("the body", Encoding.UTF8.GetString(evidence.Request.Body)));
        }

        var windows = new TextWindows(texts.Select(text => text.Text));
        foreach (var (template, content) in Contents(evidence))
        {
            foreach (var (algorithm, hash) in Algorithms.Where(known => isWide || known.Name == evidence.Signature.Algorithm))
            {
                foreach (var (id, key, form) in Keys(evidence))
                {
                    if (!evidence.Work.TryProbe(content.Length, isLong: hash == HashAlgorithmName.SHA512 || hash == HashAlgorithmName.SHA384))
                    {
                        yield break;
                    }

                    var mac = CryptographicOperations.HmacData(hash, key, content);
                    var renderings = SignatureRendering.All(mac).Where(rendering => windows.MayHold(rendering.Text)).ToList();
                    foreach (var (place, text) in renderings.Count == 0 ? [] : texts)
                    {
                        if (Seen(mac.Length, renderings, text, evidence.Signature.Prefix ?? "") is { } seen)
                        {
                            yield return With(evidence, place, seen, Other(evidence, algorithm, form, template), id);
                        }
                    }
                }
            }
        }
    }

    private static string Other(Evidence evidence, string algorithm, string form, string template)
    {
        var others = new List<string>();
        if (algorithm != evidence.Signature.Algorithm)
        {
            others.Add($"made with {algorithm} and not {evidence.Signature.Algorithm}");
        }

        if (form != (evidence.Signature.Key ?? "utf8"))
        {
            others.Add($"the secret read as {form}");
        }

        if (template != evidence.Content)
        {
            others.Add($"over '{PlainText.Template(template)}' and not '{PlainText.Template(evidence.Content)}'");
        }

        return others.Count == 0 ? "" : ", " + string.Join(", ", others);
    }

    private static Suspicion With(Evidence evidence, string place, (string Id, string How, string? Encoding) seen, string others, string keyId)
    {
        var isElsewhere = !NamedHeaders.OfSignature(evidence).Contains(place, StringComparer.OrdinalIgnoreCase)
            && place != "the body" && evidence.Signature.From?.StartsWith("header:", StringComparison.Ordinal) == true;
        var cure = seen.Encoding is null || seen.Id != "signature-encoding"
            ? "Have the sender write it as its documentation says, and find what rewrites it on the way: no setting of the route reads it like that."
            : $"Say in 'Signature' what is different: \"Encoding\": \"{seen.Encoding}\"{(isElsewhere ? $", \"From\": \"header:{place}\"" : "")}; or find what rewrites it on the way.";
        return new Suspicion(
            others.Length > 0 ? "scheme" : isElsewhere ? "signature-header" : seen.Id,
            $"The right signature stands in '{PlainText.Of(place)}'{(isElsewhere ? $", not at '{evidence.Signature.From}'," : "")} {seen.How}{others}.",
            others.Length > 0 ? $"Say in 'Signature' what is different{others}; and find the rest on the way." : cure)
        {
            Proof = $"it was computed with the key '{keyId}', and stands there",
        };
    }

    /// <summary>How the hash stands in a text; null if it does not.</summary>
    private static (string Id, string How, string? Encoding)? Seen(
        int macLength, List<(string Text, string Name, string? Encoding)> renderings, string text, string prefix)
    {
        foreach (var (rendered, name, encoding) in renderings)
        {
            if (text == rendered || text == prefix + rendered)
            {
                return ("signature-encoding", name, encoding);
            }
        }

        foreach (var (rendered, name, encoding) in renderings)
        {
            if (text.Contains(rendered, StringComparison.Ordinal))
            {
                return ("signature-surroundings", $"{name}, with other text around it", encoding);
            }
        }

        var dense = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        foreach (var (rendered, name, encoding) in renderings)
        {
            if (text.Contains(rendered, StringComparison.OrdinalIgnoreCase))
            {
                return ("signature-case", $"{name}, its letters in another case", encoding);
            }

            if (dense != text && dense.Contains(rendered, StringComparison.Ordinal))
            {
                return ("signature-white-space", $"{name}, with white space in it", encoding);
            }

            if (text.Replace(' ', '+').Contains(rendered, StringComparison.Ordinal))
            {
                return ("signature-rewritten", $"{name}, with blanks where plus signs were", encoding);
            }

            var least = rendered.Length * LeastBytes / macLength;
            foreach (var piece in Pieces(text).Where(piece => piece.Length >= least && piece.Length < rendered.Length))
            {
                if (rendered.StartsWith(piece, StringComparison.Ordinal) || rendered.EndsWith(piece, StringComparison.Ordinal))
                {
                    return ("signature-cut-off", $"{name}, cut off: {piece.Length} of {rendered.Length} characters", encoding);
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> Pieces(string text) =>
        text.Length > 512 ? [] : [text, .. text.Split([',', ';', ' ', '"', '|', '&']), .. text.Split('=').Skip(1).Take(1)];

    private IEnumerable<(string Template, byte[] Content)> Contents(Evidence evidence)
    {
        string[] templates = [evidence.Content, .. isWide ? OtherContent.Templates(evidence) : []];
        foreach (var template in templates)
        {
            if (SignedContent.Read(template, evidence.Config, evidence.Request, evidence.Policy, evidence.Instant) is { } values
                && values.All(value => value.State == ValueState.Found))
            {
                yield return (template, ContentValue.Join(values));
            }
        }
    }

    private IEnumerable<(string Id, byte[] Key, string Form)> Keys(Evidence evidence)
    {
        var signature = evidence.Signature;
        foreach (var secret in evidence.Secrets)
        {
            if (KeyReading.Read(signature.Key, signature.KeyPrefix ?? "", signature.KeySuffix ?? "", secret.Text) is { } own)
            {
                yield return (secret.Id, own, signature.Key ?? "utf8");
            }

            foreach (var form in isWide ? (string[])["utf8", "base64", "hex", "base64url"] : [])
            {
                foreach (var prefix in (string[])["", "whsec_"])
                {
                    if ((form != (signature.Key ?? "utf8") || prefix != (signature.KeyPrefix ?? "")) && KeyReading.Read(form, prefix, "", secret.Text) is { } key)
                    {
                        yield return (secret.Id, key, prefix.Length > 0 ? $"{form} without '{prefix}'" : form);
                    }
                }
            }
        }
    }
}
