using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaContentTests
{
    private static readonly SchemaOptions Asserting = new() { AssertContent = true };

    [Theory]
    [InlineData("base64", "aGVsbG8=", true)]
    [InlineData("base64", "aGVsbG8", false)]
    [InlineData("base64", "aGVs%G8=", false)]
    [InlineData("base64", "", true)]
    [InlineData("base64url", "_-8", true)]
    [InlineData("base64url", "/+8=", false)]
    [InlineData("base16", "00fFa9", true)]
    [InlineData("base16", "00f", false)]
    [InlineData("base16", "0g", false)]
    [InlineData("base32", "NBSWY3DP", true)]
    [InlineData("base32", "NBSWY3A=", true)]
    [InlineData("base32", "NBSWY3D", false)]
    [InlineData("base32", "nbswy3dp", false)]
    [InlineData("base32", "N=======", false)]
    [InlineData("BASE64", "aGVs%G8=", false)] // RFC 2045 section 6.1: names in any case
    [InlineData("Base64", "aGVsbG8=", true)]
    [InlineData("quoted-printable", "=", true)] // not checked
    public void An_encoding_counts_where_that_is_asked_for(string encoding, string text, bool isValid)
    {
        var schema = JsonSerializer.Serialize(new { contentEncoding = encoding });
        var json = JsonSerializer.Serialize(text);

        Assert.Equal(isValid, SchemaFixture.IsValid(schema, json, Asserting));
        Assert.True(SchemaFixture.IsValid(schema, json));
        Assert.True(SchemaFixture.IsValid(schema, "1", Asserting));
    }

    [Theory]
    [InlineData("application/json", "{\"a\":1,\"a\":[]}", true)]
    [InlineData("application/json", "{:}", false)]
    [InlineData("application/vnd.acme+json; charset=utf-8", "nul", false)]
    [InlineData("text/plain", "nul", true)]
    public void A_media_type_counts_where_it_is_JSON(string mediaType, string text, bool isValid)
    {
        var schema = JsonSerializer.Serialize(new { contentMediaType = mediaType });
        var encoded = JsonSerializer.Serialize(new { contentMediaType = mediaType, contentEncoding = "base64" });
        var inBase64 = JsonSerializer.Serialize(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Equal(isValid, SchemaFixture.IsValid(schema, JsonSerializer.Serialize(text), Asserting));
        Assert.Equal(isValid, SchemaFixture.IsValid(encoded, inBase64, Asserting));
        Assert.True(SchemaFixture.IsValid(schema, JsonSerializer.Serialize(text)));
    }

    [Theory]
    [InlineData("""{ "contentEncoding": "quoted-printable" }""", "/contentEncoding")]
    [InlineData("""{ "contentMediaType": "image/png" }""", "/contentMediaType")]
    [InlineData("""{ "contentMediaType": "application/json", "contentSchema": { "type": "object" } }""", "/contentSchema")]
    public void What_cannot_be_checked_is_warned_of(string schema, string location)
    {
        Assert.Equal(location, Assert.Single(SchemaFixture.Warnings(schema, Asserting)).Location);
        Assert.Empty(SchemaFixture.Warnings(schema));
    }

    [Fact]
    public void Content_is_no_keyword_before_draft_7() => Assert.True(SchemaFixture.IsValid(
        """{ "$schema": "http://json-schema.org/draft-06/schema#", "contentEncoding": "base64" }""", "\"%\"", Asserting));
}
