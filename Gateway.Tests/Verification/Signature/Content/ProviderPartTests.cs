using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Content;

/// <summary>What single providers make of a request before they sign it.</summary>
public sealed class ProviderPartTests
{
    [Theory]
    [InlineData("""{"weight":17}""", """{"weight":17.0}""")]
    [InlineData("""{"weight": 17 , "a":1}""", """{"weight": 17.0, "a":1}""")]
    [InlineData("""{"weight":17.5}""", """{"weight":17.5}""")]
    [InlineData("""{"weight":null}""", """{"weight":null}""")]
    [InlineData("""{"weight":"17"}""", """{"weight":"17"}""")]
    [InlineData("""{"weights":17}""", """{"weights":17}""")]
    [InlineData("""[{"weight":1},{"weight":2}]""", """[{"weight":1.0},{"weight":2.0}]""")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":"weight"}""", """{"a":"weight"}""")]
    public Task EasyPost_signs_weights_as_floats(string body, string content) =>
        AssertSignsAsync("{easypost-body}", new TestRequest { Text = body }, content);

    [Theory]
    [InlineData("", "b=2&a=1", "https://h.example/hook?a1b2")]
    [InlineData("?y=2&x=1", "", "https://h.example/hook?x=1&y=2")]
    [InlineData("?y=2&x=1", "b=2&a=1", "https://h.example/hook?x=1&y=2.a1b2")]
    public Task Plivo_signs_URL_query_and_form_sorted(string query, string form, string content) =>
        AssertSignsAsync(
            "{plivo-url}",
            new TestRequest { Target = "/hook" + query, Text = form, ContentType = "application/x-www-form-urlencoded" },
            content);

    [Theory]
    [InlineData("b=2&a=1", "a1b2")]
    [InlineData("a=2&a=1&a=1", "a1a2")]
    [InlineData("B=1&a=2", "B1a2")]
    [InlineData("a=%2B1+2&b", "a+1 2b")]
    [InlineData("", "")]
    public Task A_form_is_signed_sorted_and_decoded(string form, string content) =>
        AssertSignsAsync("x{form-sorted}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, "x" + content);

    [Theory]
    [InlineData("?b=2&a=1", "a=1&b=2")]
    [InlineData("?a=%2F", "a=%2F")]
    [InlineData("", "")]
    public Task A_query_is_signed_sorted_as_it_was_sent(string query, string content) =>
        AssertSignsAsync("x{query-sorted}", new TestRequest { Target = "/hook" + query }, "x" + content);

    [Theory]
    [InlineData("""{"a":"1"}""", "1-")]
    [InlineData("""{"a":"1","b":"2"}""", "1-2")]
    public Task A_value_that_may_be_missing_is_signed_as_nothing(string body, string content) =>
        AssertSignsAsync("{body:/a}-{body:/b?}", new TestRequest { Text = body }, content);

    [Fact]
    public Task A_value_may_be_signed_in_lower_case() =>
        AssertSignsAsync("{lower:query:id}", new TestRequest { Target = "/hook?id=AbC" }, "abc");

    private static async Task AssertSignsAsync(string template, TestRequest request, string content)
    {
        using var route = TestRoute.Compile($$"""
            {
              "PublicUrl": "https://h.example/hook",
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{template}}", "Secrets": "env:SECRET" }
            }
            """);

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, content))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, content + "x"))));
    }
}
