using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What programs make of a body that they take for text, and back again.</summary>
internal static class BodyForms
{
    /// <summary>What a body may stand for, with the id of the finding and how it arrived.</summary>
    public static IEnumerable<(byte[] Inner, string Id, string How)> Inner(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        foreach (var (inner, id, how) in OfText(text.Trim()))
        {
            if (inner != text)
            {
                yield return (Encoding.UTF8.GetBytes(inner), id, how);
            }
        }

        if (ChunkedText.TryDecode(body) is { } chunks)
        {
            yield return (chunks, "body-chunks", "in the chunks of HTTP/1.1");
        }

        if (Bytes(text.Trim()) is { } bytes)
        {
            yield return (bytes, "body-buffer", "as a list of its bytes, as Node writes a Buffer into JSON");
        }

        if (body.Length > 1 && body.Length % 2 == 0 && text.Trim().All(char.IsAsciiHexDigit))
        {
            yield return (Convert.FromHexString(text.Trim()), "body-hex", "in hex");
        }
    }

    private static IEnumerable<(string Inner, string Id, string How)> OfText(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal))
        {
            yield return (WebUtility.HtmlDecode(text), "body-html-escaped", "with HTML's entities (&quot;)");
        }

        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return (WebUtility.UrlDecode(text), "body-url-encoded", "encoded for a URL");
            yield return (Uri.UnescapeDataString(text), "body-url-encoded", "encoded for a URL");
            yield return (WebUtility.UrlDecode(text.TrimEnd('=')), "body-as-form", "as the name of a form's only field: it was sent as JSON and read as a form");
            yield return (Uri.UnescapeDataString(text.TrimEnd('=')), "body-as-form", "as the name of a form's only field: it was sent as JSON and read as a form");
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            yield return (Unescaped(text), "body-backslashes", "with backslashes before its quotes");
        }

        if (text.StartsWith("b'", StringComparison.Ordinal) && text.EndsWith('\''))
        {
            yield return (Python(text[2..^1]), "body-python-bytes", "as Python shows bytes (b'...')");
        }

        if (text.StartsWith("b\"", StringComparison.Ordinal) && text.EndsWith('"'))
        {
            yield return (Python(text[2..^1]), "body-python-bytes", "as Python shows bytes (b\"...\")");
        }

        if (text is ['\'', .., '\''] or ['`', .., '`'])
        {
            yield return (text[1..^1], "body-quoted", "in quotes");
        }

        if (text.Contains('\'', StringComparison.Ordinal) && text is ['{' or '[', ..])
        {
            foreach (var json in Literals(text))
            {
                yield return (json, "body-python-dict", "as Python shows a dict ({'a': True})");
            }
        }

        if (text.Contains("=>", StringComparison.Ordinal) && text is ['{' or '[', ..])
        {
            foreach (var json in (string[])[text.Replace("=>", ":", StringComparison.Ordinal), text.Replace("=>", ": ", StringComparison.Ordinal), text.Replace(" => ", ":", StringComparison.Ordinal), text.Replace(" => ", ": ", StringComparison.Ordinal)])
            {
                foreach (var nulls in (string[])[json, json.Replace("nil", "null", StringComparison.Ordinal)])
                {
                    yield return (nulls, "body-ruby-hash", "as Ruby shows a hash ({\"a\"=>1})");
                    yield return (nulls.Replace(", ", ",", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal), "body-ruby-hash", "as Ruby shows a hash ({\"a\"=>1})");
                }
            }
        }

        foreach (var (name, value) in Fields(text))
        {
            yield return (value, "body-in-form", $"in the field '{PlainText.Of(name)}' of a form");
        }
    }

    /// <summary>Python's words and quotes as JSON's; a text that holds quotes itself is not told.</summary>
    private static IEnumerable<string> Literals(string text)
    {
        var json = text.Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)
            .Replace("None", "null", StringComparison.Ordinal).Replace('\'', '"');
        yield return json;
        yield return json.Replace(", ", ",", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal);
        yield return text.Replace('\'', '"');
    }

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ('"' or '\\' or '\'') ? 1 : 0;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>Python's escapes of bytes; what is beyond ASCII stands as \xc3\xa9.</summary>
    private static string Python(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i..(i + 1)]));
                continue;
            }

            i++;
            if (text[i] == 'x' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                bytes.Add(code);
                i += 2;
                continue;
            }

            bytes.Add(text[i] switch { 'n' => (byte)'\n', 'r' => (byte)'\r', 't' => (byte)'\t', var other => (byte)other });
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The fields of a form or of a JSON object that hold a whole body.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(string text)
    {
        if (text is not ['{' or '[' or '<', ..] && text.Contains('=', StringComparison.Ordinal))
        {
            foreach (var field in text.Split('&').Take(64))
            {
                var parts = field.Split('=', 2);
                if (parts.Length == 2 && parts[1].Length > 1)
                {
                    yield return (parts[0], WebUtility.UrlDecode(parts[1]));
                    yield return (parts[0], Uri.UnescapeDataString(parts[1]));
                }
            }
        }
    }

    private static byte[]? Bytes(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var list = json.RootElement;
            if (list.ValueKind == JsonValueKind.Object && !list.TryGetProperty("data", out list))
            {
                return null;
            }

            return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 1 ? [.. list.EnumerateArray().Select(item => item.GetByte())] : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null; // No list of bytes.
        }
    }

    /// <summary>What the body may have stood in when it was signed.</summary>
    public static IEnumerable<(byte[] Outer, string Id, string How)> Outer(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        foreach (var encoded in FormEncodings.All(text))
        {
            foreach (var name in (string[])["payload", "json", "data", "body", "event", "mandrill_events", "message", "hook"])
            {
                yield return (Encoding.ASCII.GetBytes($"{name}={encoded}"), "body-out-of-form", $"in the field '{name}' of a form, and arrived without it");
            }
        }

        foreach (var (outer, how) in ((string, string)[])
        [
            (JsonSerializer.Serialize(text, PlainJson.Texts.String), "as a JSON text in quotes, and arrived without them"),
            (Convert.ToBase64String(body), "in base64, and arrived decoded"),
            (Base64Url.EncodeToString(body), "in base64url, and arrived decoded"),
            (Convert.ToHexStringLower(body), "in hex, and arrived decoded"),
            (WebUtility.HtmlEncode(text), "with HTML's entities, and arrived without them"),
            (Uri.EscapeDataString(text), "encoded for a URL, and arrived decoded"),
            (WebUtility.UrlEncode(text), "encoded as a form's field, and arrived decoded"),
            (text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal), "with &amp;, &lt; and &gt; for &, < and >, and arrived without them"),
            (text.Replace("\"", "\\\"", StringComparison.Ordinal), "with backslashes before its quotes, and arrived without them"),
            ($"[{text}]", "within a list of one, and arrived without it"),
        ])
        {
            yield return (Encoding.UTF8.GetBytes(outer), "body-decoded", how);
        }
    }
}
