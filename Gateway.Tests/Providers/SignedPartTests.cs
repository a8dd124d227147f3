using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.Providers;

/// <summary>Of every vector each part that is signed, with one bit of it changed or written in another way.</summary>
public sealed partial class SignedPartTests
{
    public static TheoryData<string> Vectors() => ProviderVector.All();

    public static TheoryData<string> Tokens() =>
        [.. ProviderVector.Names().Where(name => ShippedPresets.Find(name, "$")!.At("Signature", "Algorithm").Value == "jwt")];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task One_bit_flipped_in_anything_that_is_signed_is_refused(string provider)
    {
        using var run = new VectorRun(provider);
        var count = 0;
        foreach (var (request, what) in BodyFlips(run).Concat(MemberFlips(run)).Concat(FormFlips(run)).Concat(PartFlips(run)).Concat(TargetFlips(run)).Concat(HeaderFlips(run)))
        {
            await run.ExpectRefusedAsync(request, what);
            count++;
        }

        Assert.True(count > 0, "Nothing of it is changed: what is signed is not known here.");
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_signature_written_in_another_encoding_is_refused(string provider)
    {
        using var run = new VectorRun(provider);
        run.ExpectHeadersIfAnyAreNamed();
        foreach (var (name, value) in run.SignedHeaders)
        {
            foreach (var other in Encoded(value).Where(other => other != value))
            {
                await run.ExpectRefusedAsync(run.With(name, other), $"{name}: {other}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_token_that_names_another_algorithm_is_refused(string provider)
    {
        using var run = new VectorRun(provider);
        var text = Encoding.UTF8.GetString(run.Vector.Body);
        var token = Token().Match(string.Join('\n', run.Vector.Headers.Values.Append(text))).Value;
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        foreach (var algorithm in (string[])["none", "None", "", "HS256", "HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA"])
        {
            var header = TestToken.Part($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
            if (header == parts[0])
            {
                continue;
            }

            foreach (var signature in (string[])[parts[2], ""])
            {
                var swapped = $"{header}.{parts[1]}.{signature}";
                var request = run.Vector.Request with { Body = Encoding.UTF8.GetBytes(text.Replace(token, swapped, StringComparison.Ordinal)) };
                await run.ExpectRefusedAsync(
                    request with { Headers = [.. request.Headers.Select(line => (line.Name, line.Value.Replace(token, swapped, StringComparison.Ordinal)))] },
                    $"alg {algorithm}");
            }
        }
    }

    private static IEnumerable<(TestRequest, string)> BodyFlips(VectorRun run) =>
        !run.SignsBody ? [] : run.Vector.Headers.ContainsKey("Content-Encoding") ? FlipsInside(run) : Flips(run, 0, run.Vector.Body.Length);

    /// <summary>Of a body that is signed before it is compressed.</summary>
    private static IEnumerable<(TestRequest, string)> FlipsInside(VectorRun run)
    {
        using var stream = new GZipStream(new MemoryStream(run.Vector.Body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        for (var bit = 0; bit < plain.Length * 8; bit++)
        {
            var changed = plain.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(changed);
            }

            yield return (run.Vector.Request with { Body = compressed.ToArray() }, $"bit {bit} of what is compressed");
        }
    }

    /// <summary>Of a form in parts the values that are signed, or the members of the JSON in one.</summary>
    private static IEnumerable<(TestRequest, string)> PartFlips(VectorRun run)
    {
        if (run.Vector.Request.ContentType?.StartsWith("multipart/", StringComparison.Ordinal) != true)
        {
            yield break;
        }

        var text = Encoding.Latin1.GetString(run.Vector.Body);
        var places = $"{run.Content} {run.From} {run.Replay?.Child("Timestamp")?.Value}";
        var beginnings = FormPlace().Matches(places).Select(match => (Begin: $"name=\"{match.Groups["name"].Value}\"\r\n\r\n", End: "\r\n"))
            .Concat(MemberPlace().Matches(places).Select(match => (Begin: $"\"{match.Groups["member"].Value}\":\"", End: "\"")));
        foreach (var (begin, end) in beginnings.Distinct())
        {
            var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
            Assert.True(start >= begin.Length, begin);
            foreach (var flip in Flips(run, start, text.IndexOf(end, start, StringComparison.Ordinal)))
            {
                yield return flip;
            }
        }
    }

    private static IEnumerable<(TestRequest, string)> MemberFlips(VectorRun run) =>
        run.SignedMembers.SelectMany(member => Flips(run, member.Start.Value, member.End.Value));

    /// <summary>Of a form every bit counts that makes other fields of it; those that are signed run together, other characters.</summary>
    private static IEnumerable<(TestRequest, string)> FormFlips(VectorRun run)
    {
        if (run.Vector.Request.ContentType != "application/x-www-form-urlencoded"
            || (!$"{run.Content}{run.From}".Contains("form", StringComparison.Ordinal) && !run.Content.Contains("plivo", StringComparison.Ordinal)))
        {
            return [];
        }

        var runsTogether = run.Content.Contains("form-sorted", StringComparison.Ordinal) || run.Content.Contains("plivo", StringComparison.Ordinal);
        string[] named = [.. FormPlace().Matches($"{run.Content} {run.From} {run.Replay?.Child("Timestamp")?.Value}").Select(match => match.Groups["name"].Value)];
        var original = Fields(run.Vector.Body, runsTogether, named);
        return Flips(run, 0, run.Vector.Body.Length).Where(flip => Fields(flip.Request.Body, runsTogether, named) != original);
    }

    /// <summary>Of the URL the query, and the path where no <c>PublicUrl</c> stands for it.</summary>
    private static IEnumerable<(TestRequest, string)> TargetFlips(VectorRun run)
    {
        var target = run.Vector.Request.Target;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var signsQuery = UrlPlaceholder().IsMatch(run.Signed) || run.From.StartsWith("query:", StringComparison.Ordinal);
        if (signsQuery && !run.From.StartsWith("query:", StringComparison.Ordinal))
        {
            yield return (run.Vector.Request with { Target = target + (query < 0 ? "?x=1" : "&x=1") }, "another parameter");
        }

        var start = PathPlaceholder().IsMatch(run.Content) ? 0 : query < 0 || !signsQuery ? target.Length : query + 1;
        for (var bit = start * 8; bit < target.Length * 8; bit++)
        {
            var changed = target.ToCharArray();
            changed[bit / 8] ^= (char)(1 << (bit % 8));
            if (changed[bit / 8] is > ' ' and < '\u007f' and not '#' and not '%')
            {
                yield return (run.Vector.Request with { Target = new string(changed) }, $"bit {bit} of the target");
            }
        }
    }

    private static IEnumerable<(TestRequest, string)> HeaderFlips(VectorRun run)
    {
        foreach (var (name, value) in run.SignedHeaders)
        {
            var (from, until) = run.SignedRange(name, value);
            for (var bit = from * 8; bit < until * 8; bit++)
            {
                var changed = value.ToCharArray();
                changed[bit / 8] ^= (char)(1 << (bit % 8));
                yield return (run.With(name, new string(changed)), $"bit {bit} of {name}");
            }
        }
    }

    private static IEnumerable<(TestRequest Request, string What)> Flips(VectorRun run, int start, int end)
    {
        for (var bit = start * 8; bit < end * 8; bit++)
        {
            var body = run.Vector.Body;
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return (run.Vector.Request with { Body = body }, $"bit {bit} of the body");
        }
    }

    /// <summary>The fields as they are signed: of a form whose fields are named, those alone.</summary>
    private static string Fields(byte[] body, bool runsTogether, string[] named)
    {
        var fields = Encoding.UTF8.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .Select(field => (Name: WebUtility.UrlDecode(field[0]), Value: field.Length == 1 ? "" : WebUtility.UrlDecode(field[1])))
            .Where(field => runsTogether || named.All(name => name == "p_signature") || named.Contains(field.Name, StringComparer.Ordinal))
            .Distinct()
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .ThenBy(field => field.Value, StringComparer.Ordinal);
        return string.Concat(fields.Select(field => runsTogether ? field.Name + field.Value : $"{field.Name}\n{field.Value}\n"));
    }

    /// <summary>The text with its signature in the other encodings.</summary>
    private static IEnumerable<string> Encoded(string value)
    {
        foreach (Match match in SignatureText().Matches(value))
        {
            var text = match.Value;
            byte[] bytes;
            if (text.All(char.IsAsciiHexDigit) && text.Length % 2 == 0)
            {
                bytes = Convert.FromHexString(text);
            }
            else if (!Base64.IsValid(text))
            {
                continue;
            }
            else
            {
                bytes = Convert.FromBase64String(text);
            }

            foreach (var other in (string[])[Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Base64Url.EncodeToString(bytes), Convert.ToBase64String(bytes).TrimEnd('=')])
            {
                yield return value.Replace(text, other, StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(@"\b[A-Za-z0-9+/]{27,}={0,2}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex SignatureText();

    [GeneratedRegex(@"[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"form:(?<name>[\w-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex FormPlace();

    [GeneratedRegex(@"form-json:[\w-]+\[[^\]]*/(?<member>\w+)\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex MemberPlace();

    [GeneratedRegex(@"(url|:url|target|query-sorted)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex UrlPlaceholder();

    [GeneratedRegex(@"\{(target|path)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PathPlaceholder();
}
