using System.Text;
using Gateway.Captures;
using Gateway.Captures.Revival;

namespace Gateway.Tests.Captures.Revival;

public sealed class RestoredRequestTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("the key of this request");

    [Theory]
    [InlineData("token", "", "token")]
    [InlineData("token", "Bearer ", "Bearer token")]
    [InlineData("token", "Own ", "Own token")]
    [InlineData("user:password", "Basic ", "Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("a/b", "", "a%2Fb")]
    public void A_token_is_put_back_in_every_form_in_which_it_is_sent(string secret, string prefix, string sent)
    {
        var kept = Kept("/hook", [KeyValuePair.Create("A", "1"), KeyValuePair.Create("Token", HiddenValue.Mark)], Hidden(isHeader: true, 1, "Token", sent));

        var restored = RestoredRequest.Of(kept, new KnownTokens(["another", secret], [prefix]));

        Assert.Empty(restored.Unknown);
        Assert.Equal([KeyValuePair.Create("A", "1"), KeyValuePair.Create("Token", sent)], restored.Headers);
    }

    [Fact]
    public void A_parameter_is_put_back_where_it_stood()
    {
        var kept = Kept("/hook?a=1&token={hidden}&b={hidden}", [], Hidden(isHeader: false, 1, "token", "secret"), Hidden(isHeader: false, 2, "b", "a stranger's"));

        var restored = RestoredRequest.Of(kept, new KnownTokens(["secret"], []));

        Assert.Equal("/hook?a=1&token=secret&b={hidden}", restored.Target);
        Assert.Equal("b", Assert.Single(restored.Unknown).Name);
    }

    [Theory]
    [InlineData("/hook?{hidden}={hidden}", "/hook?{hidden}=secret")]
    [InlineData("/hook?{hidden}", "/hook?secret")]
    [InlineData("/hook?a={hidden}x", "/hook?a={hidden}x")] // Not where a value was taken out.
    public void A_parameter_that_is_called_like_the_mark_keeps_its_name(string target, string expected) =>
        Assert.Equal(expected, RestoredRequest.Of(Kept(target, [], Hidden(isHeader: false, 0, "{hidden}", "secret")), new KnownTokens(["secret"], [])).Target);

    [Theory]
    [InlineData(true, 7)]
    [InlineData(true, -1)]
    [InlineData(false, 1)]
    public void A_place_that_is_not_there_is_unknown(bool isHeader, int index)
    {
        var kept = Kept("/hook?a={hidden}", [KeyValuePair.Create("Token", HiddenValue.Mark)], Hidden(isHeader, index, "x", "secret"));

        Assert.Single(RestoredRequest.Of(kept, new KnownTokens(["secret"], [])).Unknown);
    }

    [Fact]
    public void What_nothing_reads_can_be_left_out_and_what_is_read_cannot()
    {
        var kept = Kept(
            "/hook?q={hidden}",
            [KeyValuePair.Create("Cookie", HiddenValue.Mark), KeyValuePair.Create("Read", HiddenValue.Mark), KeyValuePair.Create("C", "3")],
            Hidden(isHeader: true, 0, "Cookie", "c"), Hidden(isHeader: true, 1, "Read", "r"), Hidden(isHeader: false, 0, "q", "v"));

        var restored = RestoredRequest.Of(kept, KnownTokens.None).WithoutUnread(name => name == "Read");

        Assert.Equal(["Read", "C"], restored.Headers.Select(header => header.Key));
        Assert.Equal(["Read", "q"], restored.Unknown.Select(hidden => hidden.Name));
    }

    [Fact]
    public void A_token_whose_file_has_changed_is_put_back_and_the_one_before_it_is_not()
    {
        var tokens = new KnownTokens([null, "before", "other"], []);

        tokens.Replace(1, "behind");

        Assert.Equal("Bearer behind", tokens.Find(Hidden(isHeader: true, 0, "Token", "Bearer behind"), Key));
        Assert.Equal("other", tokens.Find(Hidden(isHeader: true, 0, "Token", "other"), Key));
        Assert.Null(tokens.Find(Hidden(isHeader: true, 0, "Token", "before"), Key));
    }

    [Fact]
    public void Tokens_are_not_printed() =>
        Assert.DoesNotContain("secret", new KnownTokens(["secret"], []).ToString(), StringComparison.Ordinal);

    private static HiddenValue Hidden(bool isHeader, int index, string name, string value) => HiddenValue.Of(isHeader, index, name, value, Key);

    private static KeptRequest Kept(string target, IReadOnlyList<KeyValuePair<string, string>> headers, params HiddenValue[] hidden) => new()
    {
        Method = "POST",
        Scheme = "http",
        Target = target,
        StatusCode = 401,
        Detail = "",
        Stage = "Signature",
        IsFromTrustedProxy = false,
        Headers = headers,
        Hidden = hidden,
        HashKey = Key,
        ReceivedBytes = 0,
        BodyNote = "",
        Body = default,
    };
}
