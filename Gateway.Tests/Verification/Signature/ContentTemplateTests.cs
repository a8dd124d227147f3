using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>What is signed, told by a second HMAC over the content as the provider would have put it together.</summary>
public sealed class ContentTemplateTests
{
    private const string Long300 =
        "012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "012345678901234567890123456789012345678901234567890123456789";

    [Theory]
    [InlineData("{body}", """{"a":{"b":"x y"}}""")]
    [InlineData("v0:{header:X-A}:{body}", """v0:alpha:{"a":{"b":"x y"}}""")]
    [InlineData("{method} {path}\\n{body}", "POST /hook/%7Eone\n{\"a\":{\"b\":\"x y\"}}")]
    [InlineData("{path}", "/hook/%7Eone")]
    [InlineData("{query:q}", "1 2")]
    [InlineData("{body:/a/b}", "x y")]
    [InlineData("{header:X-Parts[k]}", "v")]
    [InlineData("{header:X-None | header:X-A}", "alpha")]
    [InlineData("{header:X-None | body:/a/b}", "x y")]
    [InlineData("{header:X-A}{header:X-A}", "alphaalpha")]
    [InlineData("{header:X-A}-{header:X-Dotted}", "alpha-a.b-c")]
    [InlineData("a}b{body:/a/b}}", "a}bx y}")]
    [InlineData("{header:X-Long}", Long300)]
    [InlineData("constant", "constant")]
    public async Task The_content_is_put_together_as_written(string template, string content) =>
        Assert.Equal("passed", await OutcomeAsync(template, Encoding.UTF8.GetBytes(content)));

    [Theory]
    [InlineData("https://hooks.example.org/registered", "https://hooks.example.org/registered?q=1+2")]
    [InlineData("https://hooks.example.org/", "https://hooks.example.org/?q=1+2")]
    [InlineData("https://hooks.example.org", "https://hooks.example.org/hook/%7Eone?q=1+2")]
    [InlineData("http://hooks.example.org:8080", "http://hooks.example.org:8080/hook/%7Eone?q=1+2")]
    [InlineData("https://user:p%40ss@hooks.example.org/registered", "https://user:p%40ss@hooks.example.org/registered?q=1+2")]
    [InlineData("https://user@hooks.example.org", "https://user@hooks.example.org/hook/%7Eone?q=1+2")]
    [InlineData("HTTPS://Hooks.Example.ORG", "HTTPS://Hooks.Example.ORG/hook/%7Eone?q=1+2")]
    public async Task The_url_is_the_one_registered_never_the_one_asked_for(string registered, string content) =>
        Assert.Equal("passed", await OutcomeAsync("{url}", Encoding.UTF8.GetBytes(content), registered));

    [Theory]
    [InlineData("/hook", "https://h.example/hook")]
    [InlineData("/hook?", "https://h.example/hook?")]
    [InlineData("/hook?a=%2F&b", "https://h.example/hook?a=%2F&b")]
    [InlineData("/a%2Fb/../c//d", "https://h.example/a%2Fb/../c//d")]
    [InlineData("http://evil.example/hook?a=1", "https://h.examplehttp://evil.example/hook?a=1")]
    public async Task The_url_has_the_path_and_query_as_they_stand_in_the_request_line(string target, string content)
    {
        using var route = Route("{url}", "https://h.example");

        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest { Target = target }.With("X-Sig", Hmac.Hex(TestRoute.Secret, content))));
    }

    [Fact]
    public async Task The_bytes_of_a_header_are_signed_as_they_were_received()
    {
        // Kestrel reads Latin-1 here: the UTF-8 bytes of a provider's text arrive as one character each.
        using var route = Route("{header:X-A}");
        var sent = Encoding.UTF8.GetBytes("é€😀");

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest()
            .With("X-A", Encoding.Latin1.GetString(sent))
            .With("X-Sig", Convert.ToHexStringLower(Hmac.Sha256(TestRoute.Secret, sent)))));
    }

    [Theory]
    [InlineData("é€😀")]
    [InlineData("?")]
    public async Task Text_of_the_body_is_signed_as_UTF8_also_as_an_alternative_to_a_header(string text)
    {
        using var route = Route("{header:X-None | body:/a}");
        var request = new TestRequest { Text = $$"""{"a":"{{text}}"}""" };

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, text))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            (request with { Text = """{"a":"Ł"}""" }).With("X-Sig", Hmac.Hex(TestRoute.Secret, "?"))));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    public async Task A_character_of_two_halves_is_not_cut_in_two(int before)
    {
        using var route = Route("{body:/a}");
        var text = new string('x', before) + "😀" + new string('y', 300);

        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest { Text = $$"""{"a":"{{text}}"}""" }.With("X-Sig", Hmac.Hex(TestRoute.Secret, text))));
    }

    [Theory]
    [InlineData("{header:X-Gone}", "signature_malformed")]
    [InlineData("{query:gone}", "signature_malformed")]
    [InlineData("{body:/gone}", "signature_malformed")]
    [InlineData("{header:X-Twice}", "signature_malformed")]
    [InlineData("{form:a}", "signature_malformed")]
    public async Task A_request_without_a_value_that_is_signed_is_refused(string template, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync(template, [0]));

    [Theory]
    [InlineData("{header:X-Id}.{body}", "1", "a.b", "1.a", "b")]
    [InlineData("{header:X-Id}.{query:q}.{body}", "1", "a.7.b", "1.7.a", "b", "/hook?q=7")]
    [InlineData("{header:X-Id}, {body}", "1", "a, b", "1, a", "b")]
    [InlineData("{body}.{header:X-Id}", "1", "a.b", "b.1", "a")]
    [InlineData("{header:X-Id}{body}", "1", "{}a", "1{}", "a")]
    [InlineData("{body}{header:X-Id}", "1", "a{}", "{}1", "a")]
    [InlineData("{path}{body}", "1", "{}a", "1", "a", "/hook", "/hook{}")]
    [InlineData("{url}{body}", "1", "\"a", "1", "a", "/hook", "/hook\"")]
    public async Task One_signature_does_not_stand_for_another_split_of_the_same_content(
        string template, string id, string body, string otherId, string otherBody, string target = "/hook", string? otherTarget = null)
    {
        using var route = Route(template, "https://h.example");
        var content = template.Replace("{header:X-Id}", id, StringComparison.Ordinal)
            .Replace("{query:q}", "7", StringComparison.Ordinal)
            .Replace("{path}", target, StringComparison.Ordinal)
            .Replace("{url}", "https://h.example" + target, StringComparison.Ordinal)
            .Replace("{body}", body, StringComparison.Ordinal);
        var genuine = new TestRequest { Target = target, Text = body, ContentType = "text/plain" }
            .With("X-Id", id).With("X-Sig", Hmac.Hex(TestRoute.Secret, content));
        var moved = new TestRequest { Target = otherTarget ?? target, Text = otherBody, ContentType = "text/plain" }
            .With("X-Id", otherId).With("X-Sig", Hmac.Hex(TestRoute.Secret, content));

        Assert.Equal("passed", await route.OutcomeOfAsync(genuine));
        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(moved));
    }

    [Theory]
    [InlineData("{body", "has no closing brace")]
    [InlineData("", "nothing would be signed")]
    [InlineData("{}", "unknown placeholder '{}'")]
    [InlineData("{boddy}", "unknown placeholder '{boddy}'")]
    [InlineData("{header:}", "unknown placeholder '{header:}'")]
    [InlineData("{url}", "'PublicUrl'")]
    [InlineData("{timestamp}.{body}", "'Replay:Timestamp'")]
    public void A_template_that_cannot_be_filled_is_told(string template, string message)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(Section(template)));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Content: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hooks.example.org")]
    [InlineData("/hook")]
    [InlineData("ftp://hooks.example.org")]
    [InlineData("https://hooks.example.org/hook?a=1")]
    [InlineData("https://hooks.example.org/hook#a")]
    [InlineData("https://")]
    [InlineData("https:///hook")]
    [InlineData(" https://hooks.example.org")]
    [InlineData("https://hooks.example.org\\n")]
    public void A_public_url_that_no_provider_would_call_is_told(string text) =>
        Assert.Contains(
            TestRoute.ProblemsOf(Section("{url}", text)),
            problem => problem.StartsWith("$.ReverseProxy.Routes.hook.Verification.PublicUrl: ", StringComparison.Ordinal));

    private static async Task<string> OutcomeAsync(string template, byte[] content, string? publicUrl = null)
    {
        using var route = Route(template, publicUrl);
        return await route.OutcomeOfAsync(new TestRequest
        {
            Target = "/hook/%7Eone?q=1+2",
            Text = """{"a":{"b":"x y"}}""",
        }
            .With("Host", "evil.example")
            .With("X-A", "alpha")
            .With("X-Parts", "j=u,k=v")
            .With("X-Long", Long300)
            .With("X-Dotted", "a.b-c")
            .With("X-Twice", "1")
            .With("X-Twice", "2")
            .With("X-Sig", Convert.ToHexStringLower(Hmac.Sha256(TestRoute.Secret, content))));
    }

    private static TestRoute Route(string template, string? publicUrl = null) => TestRoute.Compile(Section(template, publicUrl));

    private static string Section(string template, string? publicUrl = null)
    {
        var url = publicUrl is null ? "" : $"\"PublicUrl\": \"{publicUrl}\", ";
        return $$"""
            {
              {{url}}
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{template}}", "Secrets": "env:SECRET" }
            }
            """;
    }
}
