using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>Reads the last request with a body out of an HTTP archive (HAR 1.2), as browsers and proxies save it.</summary>
internal static class HarFile
{
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        var start = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        return start.TrimStart(" \t\r\n"u8) is [(byte)'{', .. var rest] && rest.TrimStart(" \t\r\n"u8).StartsWith("\"log\""u8);
    }

    /// <summary>The request, or null and what is wrong with the file.</summary>
    public static Capture? Read(byte[] bytes, out string problem)
    {
        try
        {
            var json = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
            using var document = JsonDocument.Parse(json);
            List<JsonElement> requests = [.. document.RootElement.GetProperty("log").GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("request"))];
            if (requests.Count == 0)
            {
                problem = "The HAR file has no request.";
                return null;
            }

            var at = requests.FindLastIndex(request => request.TryGetProperty("postData", out _));
            return Read(requests[at < 0 ? ^1 : at], at < 0 ? requests.Count : at + 1, requests.Count, out problem);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problem = "The HAR file is not in the form of HAR 1.2: 'log.entries[].request' with 'method', 'url' and 'headers'.";
            return null;
        }
    }

    private static Capture? Read(JsonElement request, int number, int count, out string problem)
    {
        problem = "";
        if (RequestLine.Read($"{request.GetProperty("method").GetString()} {request.GetProperty("url").GetString()}") is not { } line)
        {
            problem = "The HAR file has a request whose method and URL cannot be read.";
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var header in request.GetProperty("headers").EnumerateArray())
        {
            var name = header.GetProperty("name").GetString()!;
            if (!name.StartsWith(':')) // HTTP/2 has what the request line says among its headers.
            {
                headers.Add(new(name, header.GetProperty("value").GetString()!));
            }
        }

        if (!headers.Exists(header => string.Equals(header.Key, "Host", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Insert(0, new("Host", line.Host ?? ""));
        }

        var notes = new List<string>();
        if (count > 1)
        {
            notes.Add($"Of {count} requests in the HAR file this is number {number}, the last with a body.");
        }

        return new Capture(line.Method, line.Target, headers, Body(request, notes), notes);
    }

    private static byte[] Body(JsonElement request, List<string> notes)
    {
        if (!request.TryGetProperty("postData", out var data) || !data.TryGetProperty("text", out var text) || text.GetString() is not { } written)
        {
            if (request.TryGetProperty("postData", out _))
            {
                notes.Add("The HAR file has the body's parameters and not its text: what is judged is not what was sent.");
            }

            return [];
        }

        // Not in HAR 1.2 itself, which has it of answers alone; proxies write it.
        return data.TryGetProperty("encoding", out var encoding) && encoding.GetString() == "base64"
            ? Convert.FromBase64String(written)
            : Encoding.UTF8.GetBytes(written);
    }
}
