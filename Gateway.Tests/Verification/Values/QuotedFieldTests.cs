using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Values;

/// <summary>Fields in quotes (<c>header:NAME['s']</c>), and members of the body as PHP writes them.</summary>
public sealed class QuotedFieldTests
{
    [Theory]
    [InlineData("keyid=\"1\", s=\"{S}\"", "passed")]
    [InlineData("s=\"{S}\"", "passed")]
    [InlineData("keyid=\"1\",s=\"{S}\",headers=\"(request-target) host\"", "passed")]
    [InlineData("keyid=\"1\", s={S}", "signature_malformed")]
    [InlineData("keyid=1, s=\"{S}\"", "signature_malformed")]
    [InlineData("keyid=\"1\", s=\"{S}", "signature_malformed")]
    [InlineData("keyid=\"1\", s=\"{S}\"\"", "signature_malformed")]
    [InlineData("keyid=\"1\", S=\"{S}\"", "signature_malformed")]
    [InlineData("keyid=\"1\", s=\"\"", "signature_malformed")]
    [InlineData("s=\"\", keyid", "signature_malformed")]
    public async Task A_signature_may_stand_in_quotes_where_all_values_do(string header, string outcome)
    {
        ArgumentNullException.ThrowIfNull(header);
        using var route = TestRoute.Compile("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig['s']", "Secrets": "env:SECRET" } }""");
        var value = header.Replace("{S}", Hmac.Hex(TestRoute.Secret, "{}"), StringComparison.Ordinal);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest().With("X-Sig", value)));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{ "a" : [ 1 , 2 ] , "b" : { } }""", """{"a":[1,2],"b":{}}""")]
    [InlineData("""{"a":"12/14","é":"Orléans 😀","n":1.50,"t":true,"z":null}""", """{"a":"12\/14","\u00e9":"Orl\u00e9ans \ud83d\ude00","n":1.50,"t":true,"z":null}""")]
    [InlineData("""["\u0041\n\"\\\u001f<&'"]""", """["A\n\"\\\u001f<&'"]""")]
    [InlineData("""[[],[{}],""]""", """[[],[{}],""]""")]
    public async Task A_member_is_signed_as_PHP_writes_it(string member, string written)
    {
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{php-json:body:/p}", "Secrets": "env:SECRET" } }""");
        var request = new TestRequest { Text = $$"""{"x":1,"p":{{member}}}""" };

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, written))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, written + " "))));
    }

    [Fact]
    public async Task A_member_that_is_not_there_is_nothing_that_is_signed()
    {
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{php-json:body:/p}", "Secrets": "env:SECRET" } }""");

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", Hmac.Hex(TestRoute.Secret, ""))));
    }
}
