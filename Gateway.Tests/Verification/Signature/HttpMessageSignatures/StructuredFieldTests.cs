using Gateway.Verification.Signature.HttpMessageSignatures;

namespace Gateway.Tests.Verification.Signature.HttpMessageSignatures;

/// <summary>What RFC 9651, section 4.1, and the examples of RFC 9421, sections 2.1.1 and 2.1.2, have written anew.</summary>
public sealed class StructuredFieldTests
{
    [Theory]
    [InlineData("example-dict", " a=1,    b=2;x=1;y=2,   c=(a   b   c), d", "a=1, b=2;x=1;y=2, c=(a b c), d")]
    [InlineData("example-dict", "a=?1, b=?0, c;x", "a, b=?0, c;x")]
    [InlineData("example-dict", "a=?1;x=?1", "a;x")]
    [InlineData("content-digest", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")]
    [InlineData("example-list", "a,\tb ,  \"c\\\"\" ;p=1.50", null)]
    [InlineData("example-list", "a,\tb ,  \"c\\\"\";p=1.50", "a, b, \"c\\\"\";p=1.5")]
    [InlineData("example-list", "(1  2);x, 007, -0, 1.0, @17", "(1 2);x, 7, 0, 1.0, @17")]
    [InlineData("example-item", "  text/html;  q=0.9 ", "text/html;q=0.9")]
    [InlineData("example-item", "\"a\", \"b\"", null)]
    [InlineData("example-dict", "a=1, a=2", null)]
    [InlineData("example-dict", "A=1", null)]
    [InlineData("example-dict", "a=1,", null)]
    [InlineData("example-dict", "a=", null)]
    [InlineData("example-dict", "a=(1", null)]
    [InlineData("example-dict", "a=\"b", null)]
    [InlineData("example-dict", "a=:x", null)]
    [InlineData("example-dict", "a=1.2345", null)]
    [InlineData("example-dict", "a=1234567890123456", null)]
    [InlineData("example-dict", "a=;b", null)]
    [InlineData("example-dict", "", null)]
    [InlineData("example-item", "\u00e9", null)]
    public void A_field_is_written_anew_or_none_of_its_type(string name, string text, string? written) =>
        Assert.Equal(written, StructuredField.Written(text, StructuredField.TypeOf(name)!.Value));

    [Theory]
    [InlineData("a", "1")]
    [InlineData("b", "2;x=1;y=2")]
    [InlineData("c", "(a b c)")]
    [InlineData("d", "?1")]
    [InlineData("e", null)]
    public void A_member_is_its_value(string key, string? value) =>
        Assert.Equal(value, StructuredField.Member(" a=1, b=2;x=1;y=2,   c=(a   b    c), d", key));

    [Fact]
    public void Of_a_header_whose_type_nobody_knows_nothing_is_written_anew() => Assert.Null(StructuredField.TypeOf("date"));
}
