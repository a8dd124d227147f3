using System.Text;
using System.Text.Unicode;
using Gateway.Cli.Explaining.Characters;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The characters of the body were encoded otherwise: with a byte order mark, twice, or in Latin-1.</summary>
internal sealed class BodyCharacters : IHypothesis
{
    private const string Cure = "Find what decodes the body and encodes it again, and have it pass the bytes on.";

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var body = evidence.Request.Body;
        var mark = Encoding.UTF8.GetPreamble();
        yield return body.AsSpan().StartsWith(mark)
            ? With(evidence, body[mark.Length..], "body-byte-order-mark", "The body begins with a byte order mark that was not signed.")
            : With(evidence, [.. mark, .. body], "body-byte-order-mark", "The body lost a byte order mark: it was signed with one.");
        if (body.Length % 2 == 0 && body.AsSpan().Contains((byte)0))
        {
            foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
            {
                yield return With(evidence, Encoding.UTF8.GetBytes(encoding.GetString(body).TrimStart('\uFEFF')), "body-utf16", "The body was changed from UTF-8 to UTF-16.");
            }
        }

        if (!body.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            yield break;
        }

        if (!Utf8.IsValid(body))
        {
            yield return With(evidence, Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(body)), "body-latin1", "The body was changed from UTF-8 to Latin-1.");
            yield return With(evidence, Encoding.UTF8.GetBytes(WindowsText.Read(body)), "body-latin1", "The body was changed from UTF-8 to Windows-1252.");
            yield break;
        }

        var text = Encoding.UTF8.GetString(body);
        if (text.All(c => c <= '\u00FF'))
        {
            yield return With(evidence, Encoding.Latin1.GetBytes(text), "body-utf8-twice", "The body was encoded as UTF-8 once more than it was signed.");
        }

        if (WindowsText.Write(text) is { } windows)
        {
            yield return With(evidence, windows, "body-utf8-twice", "The body was read as Windows-1252 and encoded as UTF-8; it was signed as UTF-8, once.");
        }

        foreach (var (other, name) in ((string, string)[])[(CanonicalText.Compose(text), "composed (NFC)"), (CanonicalText.Decompose(text), "decomposed (NFD)")])
        {
            yield return With(evidence, Encoding.UTF8.GetBytes(other), "body-normalised", $"The characters of the body were normalised; they were signed {name}.");
        }
    }

    private static Suspicion With(Evidence evidence, byte[] body, string id, string mistake) =>
        new(id, mistake, Cure) { Request = evidence.Request.WithBody(body) };
}
