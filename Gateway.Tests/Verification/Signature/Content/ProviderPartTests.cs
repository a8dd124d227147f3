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
    [InlineData("", "a=2&a=1&a=1", "https://h.example/hook?a1a1a2")]
    public Task Plivo_signs_URL_query_and_form_sorted(string query, string form, string content) =>
        AssertSignsAsync(
            "{plivo-url}",
            new TestRequest { Target = "/hook" + query, Text = form, ContentType = "application/x-www-form-urlencoded" },
            content);

    [Theory]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("sign=x&b=%7B%22c%22%3A1%7D&sign_type=RSA2&a=x+y&d=", "a=x y&b={\"c\":1}&d=")]
    [InlineData("a=b=c&B=1", "B=1&a=b=c")]
    public Task Alipay_signs_pairs_sorted_and_decoded(string form, string content) =>
        AssertSignsAsync("{alipay-form}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, content);

    [Theory]
    [InlineData("a=1%26b=2", "a=1&b=2")]
    [InlineData("a%3D1=2", "a=1=2")]
    [InlineData("a%261=2", "a&1=2")]
    [InlineData("a=1&a=1", "a=1&a=1")]
    [InlineData("sign=x&sign_type=RSA2", "")]
    public async Task What_could_be_another_form_of_Alipay_is_refused(string form, string content) => Assert.Equal(
        "signature_malformed", await OutcomeAsync("{alipay-form}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, content));

    [Theory]
    [InlineData("b=2&a=1", "a1b2")]
    [InlineData("a=2&a=1&a=1", "a1a2")]
    [InlineData("B=1&a=2", "B1a2")]
    [InlineData("a=%2B1+2&b", "a+1 2b")]
    [InlineData("a=%zz%4&b=%", "a%zz%4b%")]
    [InlineData("a=2&ab=1&a=10", "a10a2ab1")]
    [InlineData("%EF%BD%81=1&%F0%90%80%80=2&%ED%9F%BF=3", "\uD7FF3\U000100002\uFF411")] // Ordinal, of UTF-16.
    public Task A_form_is_signed_sorted_and_decoded(string form, string content) =>
        AssertSignsAsync("x{form-sorted}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, "x" + content);

    /// <summary>Two of them would be signed alike, as the character that stands for what is none.</summary>
    [Theory]
    [InlineData("a=%FF")]
    [InlineData("%C3=%A9")]
    [InlineData("a=%C3&%A9=b")]
    [InlineData("a=%ED%A0%80")]
    public async Task A_form_that_is_no_UTF_8_has_no_signed_form(string form) => Assert.Equal(
        "signature_malformed",
        await OutcomeAsync("x{form-sorted}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, "xa\uFFFD"));

    [Fact]
    public async Task A_form_that_is_signed_has_fields_by_POST_and_none_by_GET()
    {
        Assert.Equal("signature_malformed", await OutcomeAsync("{url}{form-sorted}", new TestRequest { Target = "/hook?a=1", Body = [] }, "https://h.example/hook?a=1"));
        Assert.Equal("passed", await OutcomeAsync(
            "{url}{form-sorted}", new TestRequest { Method = "GET", Target = "/hook?a=1", Body = [], ContentType = null }, "https://h.example/hook?a=1"));
    }

    [Theory]
    [InlineData("{easypost-body}.{header:X-Id}", """{"a":1}.5""", "A")]
    [InlineData("{form-sorted}.{header:X-Id}", "a=1", "b.c")]
    public async Task A_value_behind_what_may_hold_anything_cannot_hold_what_parts_them(string template, string body, string id) => Assert.Equal(
        id == "A" ? "signature_invalid" : "signature_malformed",
        await OutcomeAsync(template, new TestRequest { Text = body, ContentType = "application/x-www-form-urlencoded" }.With("X-Id", id), "x"));

    [Fact]
    public Task The_target_is_path_and_query_as_they_were_sent() =>
        AssertSignsAsync("{target}", new TestRequest { Target = "/hook/%41?a=%20" }, "/hook/%41?a=%20");

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

    [Theory]
    [InlineData("X-Hook0-Signature", "t=1,h=x-a x-b,v1=0a", "1.0", "c", "passed")]
    [InlineData("X-Hook0-Signature", "t=1,h=x-a,v1=0a", "1.0.c", "c", "signature_invalid")] // another list of names
    [InlineData("X-Hook0-Signature", "t=1,h=x-a x-b,v1=0a", "1.0.{", "c", "signature_malformed")] // goes on like the body
    [InlineData("X-Hook0-Signature", "t=1,h=x-a x-missing,v1=0a", "1.0", "c", "signature_malformed")]
    [InlineData("X-Hook0-Signature", "t=1,h=x-a x/b,v1=0a", "1.0", "c", "signature_malformed")]
    [InlineData("X-Hook0-Signature", "t=1,v1=0a", "1.0", "c", "signature_malformed")]
    public async Task Hook0_signs_the_headers_that_it_lists(string name, string header, string first, string second, string outcome) => Assert.Equal(
        outcome,
        await OutcomeAsync(
            "{hook0-headers}{body}",
            new TestRequest { Text = "{}" }.With(name, header).With("X-A", first).With("X-B", second),
            "x-a x-b.1.0.c.{}"));

    [Fact]
    public Task Hook0_signs_no_header_under_its_first_version() => AssertSignsAsync(
        "{hook0-headers}{body}", new TestRequest { Text = "{}" }.With("X-Hook0-Signature", "t=1,v0=0a,h=x-a").With("X-A", "1"), "{}");

    [Fact]
    public Task A_value_may_be_signed_in_lower_case() =>
        AssertSignsAsync("{lower:query:id}", new TestRequest { Target = "/hook?id=AbC" }, "abc");

    [Theory]
    [InlineData("b=2&a=1&p_signature=x", """a:2:{s:1:"a";s:1:"1";s:1:"b";s:1:"2";}""")]
    [InlineData("B=1&a=%C3%A9%22+x", """a:2:{s:1:"B";s:1:"1";s:1:"a";s:5:"é" x";}""")]
    [InlineData("p_signature=x", "a:0:{}")]
    public Task Paddle_Classic_signs_its_fields_as_PHP_serialises_them(string form, string content) => AssertSignsAsync(
        "{php-serialized-form}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, content);

    [Theory]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&%61=2")]
    [InlineData("p_signature=1&p_signature=2")]
    public async Task A_field_that_stands_twice_has_no_serialised_form(string form) => Assert.Equal(
        "signature_malformed",
        await OutcomeAsync("{php-serialized-form}", new TestRequest { Text = form, ContentType = "application/x-www-form-urlencoded" }, form));

    [Fact]
    public Task Contentful_signs_the_headers_that_it_lists() => AssertSignsAsync(
        "{method}\\n{path}\\n{contentful-headers}\\n{body}",
        Contentful("a-header,x-contentful-signed-headers,x-contentful-timestamp").With("A-Header", "b;c"),
        "POST\n/hook\na-header:b;c;x-contentful-signed-headers:a-header,x-contentful-signed-headers,x-contentful-timestamp;x-contentful-timestamp:1\n{}");

    [Theory]
    [InlineData("x-contentful-signed-headers", "signature_malformed")] // Without the stamp.
    [InlineData("x-contentful-timestamp", "signature_malformed")] // Without itself.
    [InlineData("x-contentful-timestamp,x-contentful-signed-headers", "signature_malformed")]
    [InlineData("x-contentful-signed-headers,x-contentful-signed-headers,x-contentful-timestamp", "signature_malformed")]
    [InlineData("X-Contentful-Signed-Headers,x-contentful-signed-headers,x-contentful-timestamp", "signature_malformed")]
    [InlineData("a b,x-contentful-signed-headers,x-contentful-timestamp", "signature_malformed")]
    [InlineData("other,x-contentful-signed-headers,x-contentful-timestamp", "signature_malformed")] // Not sent.
    public async Task A_list_of_headers_is_written_in_one_way_alone(string list, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("{contentful-headers}", Contentful(list), "x"));

    [Fact]
    public async Task A_header_cannot_hold_the_next_one()
    {
        var request = Contentful("a-header,x-contentful-signed-headers,x-contentful-timestamp").With("A-Header", "b;x-contentful-signed-headers:c");

        Assert.Equal("signature_malformed", await OutcomeAsync("{contentful-headers}", request, "x"));
    }

    [Theory]
    [InlineData("""{"a":"1","b":"x:y","c":"2"}""", "1:x:y:2")]
    [InlineData("""{"a":"1","b":"","c":"2"}""", "1::2")]
    public Task One_value_may_hold_the_text_around_it(string body, string content) =>
        AssertSignsAsync("{body:/a}:{any:body:/b?}:{body:/c}", new TestRequest { Text = body }, content);

    [Theory]
    [InlineData("""{"a":"1:x","b":"y","c":"2"}""")]
    [InlineData("""{"a":"1","b":"x","c":"y:2"}""")]
    public async Task No_other_value_may(string body) => Assert.Equal(
        "signature_malformed", await OutcomeAsync("{body:/a}:{any:body:/b}:{body:/c}", new TestRequest { Text = body }, "1:x:y:2"));

    [Theory]
    [InlineData("{any:body:/a}:{any:body:/b}")]
    [InlineData("{any:header:X-A}.{body}")]
    public void Two_values_that_may_hold_anything_are_a_problem(string template) => Assert.Contains(
        "it would be unclear where the first ends",
        Assert.Single(TestRoute.ProblemsOf($$"""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{template}}", "Secrets": "env:SECRET" } }
            """)),
        StringComparison.Ordinal);

    private static TestRequest Contentful(string list) =>
        new TestRequest().With("x-contentful-signed-headers", list).With("x-contentful-timestamp", "1");

    private static async Task<string> OutcomeAsync(string template, TestRequest request, string content)
    {
        using var route = Compile(template);
        return await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, content)));
    }

    private static async Task AssertSignsAsync(string template, TestRequest request, string content)
    {
        using var route = Compile(template);

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, content))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, content + "x"))));
    }

    private static TestRoute Compile(string template) => TestRoute.Compile($$"""
        {
          "PublicUrl": "https://h.example/hook",
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{template}}", "Secrets": "env:SECRET" }
        }
        """);
}
