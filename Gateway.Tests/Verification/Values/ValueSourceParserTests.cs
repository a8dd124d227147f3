using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Values;

public sealed class ValueSourceParserTests
{
    [Theory]
    [InlineData("header:X-Signature", typeof(HeaderSource))]
    [InlineData("header:X-Signature[v1]", typeof(FieldSource))]
    [InlineData("header:X-Signature[0]", typeof(FieldSource))]
    [InlineData("query:token", typeof(QuerySource))]
    [InlineData("query:hub.mode", typeof(QuerySource))]
    [InlineData("form:data", typeof(FormSource))]
    [InlineData("body:/a/b", typeof(BodySource))]
    [InlineData("body:/a[0]", typeof(BodySource))]
    [InlineData("body:/", typeof(BodySource))]
    [InlineData("body:/a~1b~0c", typeof(BodySource))]
    [InlineData("form-json:json[/a/b]", typeof(FormJsonSource))]
    [InlineData("header:A | query:b|body:/c", typeof(AlternativeSource))]
    public void A_value_is_named_by_where_it_stands(string text, Type source)
    {
        ArgumentNullException.ThrowIfNull(source);

        Assert.IsType(source, ValueSourceParser.Parse(text, new BodyPointers(), out var error));

        Assert.Null(error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X-Signature")]
    [InlineData("header:")]
    [InlineData("Header:X")]
    [InlineData("headers:X")]
    [InlineData("cookie:X")]
    [InlineData("header: X")]
    [InlineData("header:X Signature")]
    [InlineData("header:X\r\nY")]
    [InlineData("header:X:Y")]
    [InlineData("header:X[v1")]
    [InlineData("header:X[]")]
    [InlineData("body:")]
    [InlineData("body:a")]
    [InlineData("body:/a~2")]
    [InlineData("body:/a~")]
    [InlineData("body:$.a")]
    [InlineData("form-json:json")]
    [InlineData("form-json:json[a]")]
    [InlineData("form-json:json[]")]
    [InlineData("header:A |")]
    [InlineData("| header:A")]
    [InlineData("header:A || header:B")]
    public void What_names_no_value_is_told_with_the_forms_that_do(string text)
    {
        Assert.Null(ValueSourceParser.Parse(text, new BodyPointers(), out var error));

        Assert.Contains("header:NAME, query:NAME, form:NAME or body:/json/pointer", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_pointer_is_looked_up_once()
    {
        var pointers = new BodyPointers();

        ValueSourceParser.Parse("body:/a | body:/b", pointers, out _);
        ValueSourceParser.Parse("body:/b", pointers, out _);

        Assert.Equal(2, pointers.Build().Count);
    }
}
