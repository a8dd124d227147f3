using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Expectations;

/// <summary>What must be true of one's own webhooks beside a right signature.</summary>
public sealed class ExpectedValueTests
{
    [Theory]
    [InlineData("""{"topic":"mine"}""", "passed")]
    [InlineData("""{"topic":"also mine"}""", "passed")]
    [InlineData("""{"topic":"another's"}""", "signature_invalid")]
    [InlineData("""{"topic":"min"}""", "signature_invalid")]
    [InlineData("""{"topic":""}""", "signature_invalid")]
    [InlineData("""{"topic":["mine"]}""", "signature_invalid")]
    [InlineData("""{"topic":null}""", "signature_invalid")]
    [InlineData("{}", "signature_invalid")]
    [InlineData("""{"topic":"mine","topic":"mine"}""", "signature_invalid")]
    public async Task A_signed_value_is_one_of_the_texts(string body, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "body:/topic": [ "mine", "also mine" ] }""", body));

    [Theory]
    [InlineData("""{"items":[1]}""", "passed")]
    [InlineData("""{"items":[1,2]}""", "signature_invalid")]
    [InlineData("""{"items":[1,{}]}""", "signature_invalid")]
    [InlineData("""{"items":[1,null]}""", "signature_invalid")]
    [InlineData("""{"items":[1,[]]}""", "signature_invalid")]
    [InlineData("""{"items":[1,""]}""", "signature_invalid")]
    public async Task What_must_be_absent_is_not_there_in_any_form(string body, string outcome)
    {
        Assert.Equal(outcome, await OutcomeAsync("""{ "body:/items/1": "{absent}" }""", body));
        Assert.Equal(outcome, await OutcomeAsync("""{ "lower:body:/items/1": "{absent}" }""", body));
        Assert.Equal(outcome, await OutcomeAsync("""{ "body:/items/1 | body:/items/1/none": "{absent}" }""", body));
    }

    [Theory]
    [InlineData("""{"items":[{"a":[1,2]}]}""", "passed")]
    [InlineData("""{"items":[ 1 ]}""", "passed")]
    [InlineData("""{"items":[""]}""", "passed")]
    [InlineData("""{"items":[1,2]}""", "signature_invalid")]
    [InlineData("""{"items":[1,"",2]}""", "signature_invalid")]
    [InlineData("""{"items":[1,null]}""", "signature_invalid")]
    [InlineData("""{"items":[]}""", "signature_invalid")]
    [InlineData("""{"items":{"0":1}}""", "signature_invalid")]
    [InlineData("""{"items":{"0":1,"2":2}}""", "signature_invalid")]
    [InlineData("""{"items":"a"}""", "signature_invalid")]
    [InlineData("{}", "signature_invalid")]
    public async Task A_list_of_one_element_is_a_list_and_has_one(string body, string outcome) =>
        Assert.Equal(outcome, await OutcomeAsync("""{ "body:/items": "{one-element}" }""", body));

    [Fact]
    public async Task What_is_expected_is_asked_for_only_behind_a_right_signature()
    {
        using var route = Compile("""{ "body:/topic": "mine" }""");

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            new TestRequest { Text = """{"topic":"mine"}""" }.With("X-Signature", new string('0', 64))));
    }

    [Theory]
    [InlineData("""{ "body:/a": [] }""", "is empty; list what it may be for your own webhooks")]
    [InlineData("""{ "body:/a": [ "x", "{absent}" ] }""", "stands alone")]
    [InlineData("""{ "body:/a": "{nothing}" }""", "unknown placeholder")]
    [InlineData("""{ "header:X-Topic": "mine" }""", "is not part of what is signed")]
    [InlineData("""{ "header:X-Items": "{one-element}" }""", "needs a list of the body")]
    [InlineData("""{ "nowhere": "mine" }""", "does not name a value")]
    public void A_problem_is_reported_where_it_stands(string expected, string problem)
    {
        var found = Assert.Single(TestRoute.ProblemsOf(Section(expected)));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Expected", found, StringComparison.Ordinal);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    private static async Task<string> OutcomeAsync(string expected, string body)
    {
        using var route = Compile(expected);
        return await route.OutcomeOfAsync(
            new TestRequest { Text = body }.With("X-Signature", Hmac.Hex(TestRoute.Secret, body)));
    }

    private static TestRoute Compile(string expected) => TestRoute.Compile(Section(expected));

    private static string Section(string expected) => $$"""
        { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Expected": {{expected}}, "Secrets": "env:SECRET" } }
        """;
}
