using System.Globalization;
using System.Text;
using Gateway.Configuration;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>One signature is for one request: what another one would leave no trace of in the signed text is refused.</summary>
public sealed class SignedTextTests(ITestOutputHelper output)
{
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";
    private const string Json = "Content-Type: application/json\r\n";

    /// <summary>Signed text, and requests that come to it: the first passes, if any does, and none of the others.</summary>
    public static TheoryData<string, string, string, string[]> Twins() => new()
    {
        { "{query-sorted}", "a=1&b=2", Form, ["?b=2&a=1", "??b=2&a=1", "?&b=2&a=1", "?b=2&&a=1", "?b=2&a=1&"] },
        { "{query-sorted}\n{body}", "\n{}", Json, [" {}", "? {}", "?& {}"] },
        { "{query-sorted}", "a=1&a=2", Form, ["!", "?a=1&a=2", "?a=2&a=1"] },
        { "{url}{body}", "https://gateway.test/hook?q=1{}", Json, ["?q=1 {}"] },
        { "{url}{body}", "https://gateway.test/hook?q=1&r=2", "Content-Type: text/plain\r\n", ["?q=1&r=2", "?q=1& r=2", "?q=1 &r=2", "?q=1&r= 2"] },
        { "{url}{body}", "https://gateway.test/hook?q=[1]", Json, ["?q= [1]", "?q=[1]"] },
        { "{target}{body}", "/hook?q=1&r=2", "Content-Type: text/plain\r\n", ["?q=1&r=2", "?q=1& r=2"] },
        { "{url}{form-sorted}", "https://gateway.test/hooka1b2", Form, [" a=1&b=2", " a=1&&b=2", " &a=1&b=2", " a=1&b=2&", " a=1&b=2&=", " =&a=1&b=2"] },
        { "{url}{form-sorted}", "https://gateway.test/hook", Form, ["!", " &&&", " =", " &=&"] },
        { "{lower:query:id}", "k", Form, ["?id=k", "?id=%E2%84%AA"] },
        { "{lower:query:id}", "i\u0307", Form, ["!", "?id=i%CC%87", "?id=%C4%B0"] },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task Of_the_requests_with_one_signed_text_one_passes(string content, string text, string headers, string[] requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url,
            $$"""
            {
              "PublicUrl": "https://gateway.test/hook",
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{{content.Replace("\n", "\\n", StringComparison.Ordinal)}}", "Secrets": [ "env:SECRET" ] }
            }
            """));
        var signature = $"X-Signature: {Hmac.Hex(TestConfiguration.Secret, text)}\r\n";
        foreach (var request in requests.Where(request => request != "!"))
        {
            var parts = request.Split(' ');
            await SendAsync(gateway, $"POST /hook{parts[0]}", headers + signature, Encoding.ASCII.GetBytes(parts.Length > 1 ? parts[1] : ""));
        }

        // An exclamation mark stands for: none of them, for it is not plain which one was meant.
        Assert.Equal(requests[0] == "!" ? 0 : 1, upstream.Received.Count);
        Each.Is(requests.Take(1), first => Assert.True(first == "!" || upstream.Received[0].Target == "/hook" + first.Split(' ')[0], first));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":1}""")]
    public async Task A_list_or_an_object_in_the_place_of_an_optional_value_is_not_nothing(string value)
    {
        const string scheme =
            """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body:/id}:{body:/ref?}", "Secrets": [ "env:SECRET" ] } }""";
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, scheme));
        var headers = $"{Json}X-Signature: {Hmac.Hex(TestConfiguration.Secret, "1:")}\r\n";

        await SendAsync(gateway, "POST /hook", headers, """{"id":"1"}"""u8.ToArray());
        await SendAsync(gateway, "POST /hook", headers, Encoding.ASCII.GetBytes($$"""{"id":"1","ref":{{value}}}"""));

        Assert.Single(upstream.Received);
    }

    public static TheoryData<string> Vectors() => ProviderVector.All();

    /// <summary>
    /// Characters moved over each border between what is signed side by side, and such put in as a reader may pass over. By chance, from
    /// a seed that is printed; the forms that a provider signs run together are known and named on the page of security.
    /// </summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task What_is_moved_or_put_in_under_a_captured_signature_is_not_forwarded(string name)
    {
        var chance = Chance.For(output, name);
        var vector = ProviderVector.Load(name);
        var preset = ShippedPresets.Find(vector.Provider, "$")!;
        var content = preset.At("Signature", "Algorithm").Value is "shared-token" or "basic" ? "" : preset.At("Signature", "Content").Value ?? "{body}";
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, vector.Verification).Change(root =>
        {
            var verification = root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!;
            verification["Handshake"] = null;
            verification["Deduplication"] = null; // It would hide what passes.
        });
        configuration.Environment["SECRET"] = vector.Secret ?? "";
        await using var gateway = await TestGateway.StartAsync(configuration, new FakeTimeProvider(vector.At));
        var headers = Lines(vector.Headers);
        var target = vector.Url.PathAndQuery;
        var start = $"{vector.Method} {target}";
        foreach (var (line, lines, body) in Changed(vector, content, chance))
        {
            await SendAsync(gateway, $"{vector.Method} {line}", lines, body);
        }

        Assert.Empty(upstream.Received.Select(received => $"{received.Target} {Encoding.Latin1.GetString(received.Body)}"));
        await SendAsync(gateway, start, headers, vector.Body);
        Assert.Single(upstream.Received);
    }

    private static IEnumerable<(string Target, string Headers, byte[] Body)> Changed(ProviderVector vector, string content, Chance chance)
    {
        var target = vector.Url.PathAndQuery;
        var headers = Lines(vector.Headers);
        var body = vector.Body;
        if (content.Contains("query-sorted", StringComparison.Ordinal) || content.Contains("{url}", StringComparison.Ordinal) || content.Contains("{target}", StringComparison.Ordinal)
            || content.Contains("plivo", StringComparison.Ordinal))
        {
            var query = target.IndexOf('?', StringComparison.Ordinal);
            yield return (query < 0 ? target + "??" : target.Insert(query, "?"), headers, body);
            yield return (query < 0 ? target + "?&" : target + "&", headers, body);
            yield return (query < 0 ? target + "?=" : target.Insert(query + 1, "&"), headers, body);
            for (var i = 0; i < 8 && body.Length > 1 && vector.Headers.GetValueOrDefault("Content-Type") != "application/x-www-form-urlencoded"; i++)
            {
                var moved = 1 + chance.Below(Math.Min(body.Length - 1, 16));
                yield return ($"{target}{(query < 0 && i % 2 == 0 ? "?" : "")}{Uri.EscapeDataString(Encoding.Latin1.GetString(body[..moved]))}", headers, body[moved..]);
                yield return ($"{target}{Encoding.Latin1.GetString(body[..moved]).Replace(' ', '+').Replace("\"", "", StringComparison.Ordinal)}", headers, body[moved..]);
            }
        }

        if ((content.Contains("form}", StringComparison.Ordinal) || content.Contains("form-sorted", StringComparison.Ordinal) || content.Contains("plivo", StringComparison.Ordinal))
            && body.Length > 0)
        {
            foreach (var put in (string[])["&", "&&", "&=", "="])
            {
                yield return (target, headers, [.. Encoding.ASCII.GetBytes(put + "&"), .. body]);
                yield return (target, headers, [.. body, .. Encoding.ASCII.GetBytes("&" + put)]);
            }
        }

        if (!content.Contains("body}", StringComparison.Ordinal))
        {
            yield break;
        }

        // From each header that is signed into the body and back, at either end.
        foreach (var (name, value) in vector.Headers.Where(header => content.Contains($"header:{header.Key}", StringComparison.OrdinalIgnoreCase)
            || content.Contains("{timestamp}", StringComparison.Ordinal)))
        {
            for (var i = 0; i < 4 && value.Length > 1 && body.Length > 1; i++)
            {
                var moved = 1 + chance.Below(Math.Min(value.Length, body.Length) - 1);
                yield return (target, With(vector, name, value[..^moved]), [.. Encoding.Latin1.GetBytes(value[^moved..]), .. body]);
                yield return (target, With(vector, name, value[moved..]), [.. body, .. Encoding.Latin1.GetBytes(value[..moved])]);
                yield return (target, With(vector, name, value + Printable(body[..moved])), body[moved..]);
                yield return (target, With(vector, name, Printable(body[^moved..]) + value), body[..^moved]);
            }
        }
    }

    private static string Printable(byte[] bytes) => string.Concat(bytes.Select(one => one is >= 0x20 and < 0x7F ? (char)one : '.'));

    private static string With(ProviderVector vector, string name, string value) =>
        Lines(vector.Headers.Select(header => header.Key == name ? KeyValuePair.Create(name, value) : header));

    private static string Lines(IEnumerable<KeyValuePair<string, string>> headers) =>
        string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"));

    private static async Task SendAsync(TestGateway gateway, string start, string headers, byte[] body)
    {
        var host = $"\n{headers}".Contains("\nHost: ", StringComparison.Ordinal) ? "" : "Host: gateway.test\r\n";
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync((byte[])
        [
            .. Encoding.Latin1.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{start} HTTP/1.1\r\n{host}{headers}Content-Length: {body.Length}\r\n\r\n")),
            .. body,
        ]);
        Assert.InRange((await connection.ReadAsync()).Status, 200, 499);
    }
}
