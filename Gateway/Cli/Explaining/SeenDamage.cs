using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>What is plainly wrong with a body that no longer holds what was signed: it can be told and not proven.</summary>
internal static class SeenDamage
{
    private static readonly string[] ObjectTexts = ["[object Object]", "undefined", "System.Object", "System.String", "Array", "NaN", "None", "nil", "<stream>", "System.Byte[]", "stdClass"];
    private static readonly string[] ObjectStarts =
    [
        "[object ", "map[", "&{", "&map[", "System.", "Microsoft.AspNetCore.", "Newtonsoft.Json.", "java.", "javax.", "jakarta.", "[Ljava.lang.", "[B@", "org.springframework.", "org.apache.", "org.json.", "io.netty.", "okhttp3.",
        "com.google.gson.", "com.fasterxml.", "kotlin.", "#<", "<Buffer ", "<_io.", "<starlette.", "<Request ", "<WSGIRequest", "<bound method", "<coroutine ", "<QueryDict:", "<generator ", "<function ", "ImmutableMultiDict(",
        "Array\n(", "array(", "object(", "stdClass Object", "Resource id #", "Optional(",
    ];

    private const string BodyParser = "Read the body as the bytes it is before any parser does (express.raw, request.get_data, php://input, @RequestBody byte[]), and pass those on.";

    /// <summary>U+FFFD in UTF-8. What is no UTF-8 at all holds none: a compressed body, a file in a part.</summary>
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    public static Finding? Of(Evidence evidence)
    {
        var request = evidence.Request;
        var body = request.Body;
        if (!evidence.SignsBody || evidence.Signature.Algorithm is "none" || !evidence.Content.Contains("body", StringComparison.Ordinal) && !evidence.Content.Contains("form", StringComparison.Ordinal))
        {
            return null;
        }

        if (body.Length == 0)
        {
            return evidence.IsBodyExpected ? new Finding(
                "body-empty",
                "The body is empty, and the scheme signs the body: something in front has read it, such as a body parser, a redirect or a cache.",
                BodyParser) : null;
        }

        if (int.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent > body.Length)
        {
            return new Finding(
                "capture-shorter",
                string.Create(CultureInfo.InvariantCulture, $"{sent} bytes of body were sent, and the file holds {body.Length}: the capture is not whole, or something has changed the body and not its length."),
                "Capture the request anew, byte for byte.");
        }

        if (request.Header("Content-Encoding") is { } coding && coding is not "identity" && body is not ([0x1F, 0x8B, ..] or [0x78, ..]) && System.Text.Unicode.Utf8.IsValid(body))
        {
            return new Finding(
                "body-decompressed",
                $"Content-Encoding is '{PlainText.Of(coding)}', and the body is not compressed: something in front has unpacked it, and the compressed bytes may be what was signed.",
                "Have what stands in front pass the body on as it came, compressed (nginx: gunzip off).");
        }

        var text = Encoding.UTF8.GetString(body);
        if (ObjectTexts.Contains(text.Trim(), StringComparer.Ordinal) || ObjectStarts.Any(start => text.StartsWith(start, StringComparison.Ordinal)) || IsMapOfJava(text.Trim()))
        {
            return new Finding(
                "body-object-text",
                $"The body is '{PlainText.Of(text.Trim().Length > 24 ? text.Trim()[..24] : text.Trim())}': a program has written an object of its own as text, and what was signed is gone.",
                BodyParser);
        }

        if (evidence.Config.Body?.ContentTypes?.Any(MediaType.IsMultipartForm) != true && request.Header("Content-Type")?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new Finding(
                "body-multipart",
                "The body is multipart/form-data: what puts parts together anew chooses other borders and other bytes, and few providers sign it.",
                "Choose JSON or application/x-www-form-urlencoded at the provider; what stands in front must pass the parts on as they came.");
        }

        return body.AsSpan().IndexOf(Replacement) >= 0
            ? new Finding(
                "body-replacement-characters",
                $"The body holds {Count(body)} U+FFFD, which stands where bytes were no UTF-8: it was decoded in pieces that cut a character in two, or from another encoding.",
                "Put the chunks of the body together as bytes before anything decodes them (in Node Buffer.concat, not data += chunk).")
            : CutOff(request, text);
    }

    /// <summary><c>{id=1, list=[1, 2]}</c>.</summary>
    private static bool IsMapOfJava(string text) =>
        text is ['{', .., '}'] && text.IndexOf('=', StringComparison.Ordinal) is > 1 and var at && text[1..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string Count(ReadOnlySpan<byte> body) => body.Count(Replacement).ToString(CultureInfo.InvariantCulture);

    /// <summary>JSON that ends before it ends.</summary>
    private static Finding? CutOff(CapturedRequest request, string text)
    {
        if (text.TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        var reader = new Utf8JsonReader(request.Body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 128 }));
        try
        {
            var depth = 0;
            while (reader.Read())
            {
                depth = reader.TokenType switch
                {
                    JsonTokenType.StartObject or JsonTokenType.StartArray => depth + 1,
                    JsonTokenType.EndObject or JsonTokenType.EndArray => depth - 1,
                    _ => depth,
                };
            }

            return depth == 0 ? null : new Finding(
                "body-cut-off",
                string.Create(CultureInfo.InvariantCulture, $"The body ends in the middle of its JSON, after {request.Body.Length} bytes: it was cut off on the way, or in this capture."),
                "Find the bound on bodies in front of the gateway (or in what wrote the capture), and raise it.");
        }
        catch (JsonException)
        {
            return null; // Not JSON at all.
        }
    }
}
