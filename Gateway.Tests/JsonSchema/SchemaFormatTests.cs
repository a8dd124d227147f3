using System.Diagnostics;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaFormatTests
{
    private static readonly SchemaOptions Asserting = new() { AssertFormat = true };

    [Theory]
    [InlineData("date-time", "2024-02-29T23:59:59Z", true)]
    [InlineData("date-time", "2024-02-29t23:59:59.123456789z", true)]
    [InlineData("date-time", "1998-12-31T23:59:60Z", true)]
    [InlineData("date-time", "1998-12-31T15:59:60.123-08:00", true)]
    [InlineData("date-time", "1998-12-31T22:59:60Z", false)]
    [InlineData("date-time", "2023-02-29T00:00:00Z", false)]
    [InlineData("date-time", "2024-01-01T24:00:00Z", false)]
    [InlineData("date-time", "2024-01-01T00:00:00", false)]
    [InlineData("date-time", "2024-01-01 00:00:00Z", false)]
    [InlineData("date-time", "2024-01-01T00:00:00.Z", false)]
    [InlineData("date-time", "2024-01-01T00:00:00+24:00", false)]
    [InlineData("date-time", "2024-01-01T00:00:0१Z", false)]
    [InlineData("date", "2000-02-29", true)]
    [InlineData("date", "1900-02-29", false)]
    [InlineData("date", "2024-13-01", false)]
    [InlineData("date", "2024-1-01", false)]
    [InlineData("date", "2024-001", false)]
    [InlineData("time", "08:30:06.283185Z", true)]
    [InlineData("time", "08:30:06-05:30", true)]
    [InlineData("time", "8:30:06Z", false)]
    [InlineData("time", "08:30:06", false)]
    [InlineData("time", "23:59:60+01:00", false)]
    [InlineData("time", "00:29:60+00:30", true)]
    [InlineData("duration", "P4DT12H30M5S", true)]
    [InlineData("duration", "PT36H", true)]
    [InlineData("duration", "P4Y", true)]
    [InlineData("duration", "P2W", true)]
    [InlineData("duration", "P", false)]
    [InlineData("duration", "PT", false)]
    [InlineData("duration", "P1YT", false)]
    [InlineData("duration", "P2D1Y", false)]
    [InlineData("duration", "P1Y1D", false)]
    [InlineData("duration", "P1Y2W", false)]
    [InlineData("duration", "P2S", false)]
    [InlineData("email", "joe.bloggs+tag@example.com", true)]
    [InlineData("email", "\"joe bloggs\"@example.com", true)]
    [InlineData("email", "joe@[127.0.0.1]", true)]
    [InlineData("email", "joe@[IPv6:::1]", true)]
    [InlineData("email", ".joe@example.com", false)]
    [InlineData("email", "joe..b@example.com", false)]
    [InlineData("email", "joe@", false)]
    [InlineData("email", "2962", false)]
    [InlineData("email", "실례@실례.테스트", false)]
    [InlineData("email", "\"é\"@example.com", false)]
    [InlineData("email", "\"a\u007f\"@example.com", false)]
    [InlineData("email", "\"a\\\n\"@example.com", false)]
    [InlineData("email", "\"a\\é\"@example.com", false)]
    [InlineData("email", "\"a\\\"b\"@example.com", true)]
    [InlineData("idn-email", "\"é\"@example.com", true)]
    [InlineData("idn-email", "\"a\\é\"@example.com", false)]
    [InlineData("idn-email", "\"a\u007f\"@example.com", false)]
    [InlineData("idn-email", "실례@실례.테스트", true)]
    [InlineData("hostname", "www.example.com", true)]
    [InlineData("hostname", "xn--4gbwdl.xn--wgbh1c", true)]
    [InlineData("hostname", "-bad.example", false)]
    [InlineData("hostname", "bad-.example", false)]
    [InlineData("hostname", "not_valid.example", false)]
    [InlineData("hostname", "", false)]
    [InlineData("hostname", "a..b", false)]
    [InlineData("ipv4", "192.168.0.1", true)]
    [InlineData("ipv4", "127.1", false)]
    [InlineData("ipv4", "0x7f.0.0.1", false)]
    [InlineData("ipv4", "087.10.0.1", false)]
    [InlineData("ipv4", "256.0.0.1", false)]
    [InlineData("ipv4", "1.2.3.4 ", false)]
    [InlineData("ipv6", "::1", true)]
    [InlineData("ipv6", "::ffff:192.168.0.1", true)]
    [InlineData("ipv6", "1:2:3:4:5:6:7:8", true)]
    [InlineData("ipv6", "1:2:3:4:5:6:7:8:9", false)]
    [InlineData("ipv6", "12345::", false)]
    [InlineData("ipv6", "fe80::1%eth0", false)]
    [InlineData("ipv6", "::1/64", false)]
    [InlineData("ipv6", "[::1]", false)]
    [InlineData("ipv6", "1::2::3", false)]
    [InlineData("uri", "http://example.com/a?b=c#d", true)]
    [InlineData("uri", "urn:oasis:names", true)]
    [InlineData("uri", "http://u:p@[2001:db8::7]:80/?q=%20", true)]
    [InlineData("uri", "/relative", false)]
    [InlineData("uri", "http://a b", false)]
    [InlineData("uri", "http://a/%zz", false)]
    [InlineData("uri", "http://a:port/", false)]
    [InlineData("uri", "http://ƒøø/", false)]
    [InlineData("uri", "1http://a", false)]
    [InlineData("uri", "http://[v1F.a:b~!]/", true)]
    [InlineData("uri", "http://[v.]/", false)]
    [InlineData("uri", "http://[v1.]/", false)]
    [InlineData("uri", "http://[vg.a]/", false)]
    [InlineData("uri", "http://[v1.a b]/", false)]
    [InlineData("uri", "http://[vé. <>]/", false)]
    [InlineData("iri", "http://[v1.é]/", false)]
    [InlineData("uri-reference", "/relative?x#y", true)]
    [InlineData("uri-reference", "", true)]
    [InlineData("uri-reference", "a/b:c", true)]
    [InlineData("uri-reference", "1:2", false)]
    [InlineData("uri-reference", "\\\\share", false)]
    [InlineData("iri", "http://ƒøø.ßår/?∂éœ=πîx#πîüx", true)]
    [InlineData("iri", "http://a b", false)]
    [InlineData("iri", "http://a/?\ue000\U00100000", true)]
    [InlineData("iri", "http://a/\ue000", false)]
    [InlineData("iri", "http://a/#\ue000", false)]
    [InlineData("iri", "http://\ue000/", false)]
    [InlineData("iri", "http://a/\ufffe", false)]
    [InlineData("iri", "http://a/?\uffff", false)]
    [InlineData("iri", "http://a/\ufdd0", false)]
    [InlineData("iri", "http://a/\u0085", false)]
    [InlineData("iri", "http://a/😀", true)]
    [InlineData("iri", "http://a/\U0001fffe", false)]
    [InlineData("iri", "http://a/\U000e0001", false)]
    [InlineData("iri-reference", "/âππ", true)]
    [InlineData("iri-reference", "/â\\", false)]
    [InlineData("uri-template", "http://example.com/{term:1}/{?term,other*}", true)]
    [InlineData("uri-template", "http://example.com/{term", false)]
    [InlineData("uri-template", "http://example.com/}", false)]
    [InlineData("uri-template", "{a b}", false)]
    [InlineData("uri-template", "{a.b}", true)]
    [InlineData("uri-template", "{a..b}", false)]
    [InlineData("uri-template", "{a.}", false)]
    [InlineData("uri-template", "{.a}", true)] // an operator
    [InlineData("uri-template", "{..a}", false)]
    [InlineData("uri-template", "é\ue000", true)]
    [InlineData("uri-template", "\u007f", false)]
    [InlineData("uri-template", "\ufffe", false)]
    [InlineData("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380", true)]
    [InlineData("uuid", "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}", false)]
    [InlineData("uuid", "2eb8aa08aa9811eab4aa73b441d16380", false)]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638g", false)]
    [InlineData("uuid", "+eb8aa08-aa98-11ea-b4aa-73b441d16380", false)]
    [InlineData("uuid", "0x98aa08-aa98-11ea-b4aa-73b441d16380", false)]
    [InlineData("uuid", "2eb8aa08-0x98-11ea-b4aa-73b441d16380", false)]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d163801", false)]
    [InlineData("uuid", "2eb8aa080aa98-11ea-b4aa-73b441d16380", false)]
    [InlineData("uuid", "", false)]
    [InlineData("json-pointer", "/foo~0/bar~1", true)]
    [InlineData("json-pointer", "", true)]
    [InlineData("json-pointer", "/foo~", false)]
    [InlineData("json-pointer", "foo", false)]
    [InlineData("relative-json-pointer", "1/foo", true)]
    [InlineData("relative-json-pointer", "0#", true)]
    [InlineData("relative-json-pointer", "10", true)]
    [InlineData("relative-json-pointer", "01/a", false)]
    [InlineData("relative-json-pointer", "/foo", false)]
    [InlineData("regex", "^([abc])+\\s+$", true)]
    [InlineData("regex", "^(abc]", false)]
    [InlineData("regex", "^\\S(|(.|\\n)*\\S)\\Z", false)]
    [InlineData("regex", "", true)]
    [InlineData("regex", "a{2,3}?|(?<n>x)(?:y)\\k<n>\\1\\2?", false)]
    [InlineData("regex", "a{2,3}?|(?<n>x)(y)\\k<n>\\1\\2?", true)]
    [InlineData("regex", "\\p{Script=Greek}\\P{sc=Grek}\\p{Emoji}\\p{Lu}\\p{gc=Nd}", true)]
    [InlineData("regex", "\\p{Script=Klingon}", false)]
    [InlineData("regex", "\\p{Nothing}", false)]
    [InlineData("regex", "[\\p{L}--]", false)]
    [InlineData("regex", "[\\w-a]", false)] // Annex B alone
    [InlineData("regex", "{", false)]
    [InlineData("regex", "a{,2}", false)]
    [InlineData("regex", "a{2", false)]
    [InlineData("regex", "]", false)]
    [InlineData("regex", "\\-", false)]
    [InlineData("regex", "[\\-]", true)]
    [InlineData("regex", "\\/", true)]
    [InlineData("regex", "(?=a)*", false)]
    [InlineData("regex", "\\01", false)]
    [InlineData("regex", "\\c1", false)]
    [InlineData("regex", "[z-a]", false)]
    [InlineData("regex", "[😀-😂]", true)]
    [InlineData("regex", "[😂-😀]", false)]
    [InlineData("regex", "a{3,2}", false)]
    [InlineData("regex", "a{99999999999999999999,99999999999999999999}", true)]
    public void A_format_is_checked_by_its_specification(string format, string text, bool valid)
    {
        var json = JsonSerializer.Serialize(text);

        Assert.Equal(valid, SchemaFixture.IsValid($"{{\"format\":\"{format}\"}}", json, Asserting));
        Assert.True(SchemaFixture.IsValid($"{{\"format\":\"{format}\"}}", json)); // by default an annotation
        Assert.True(SchemaFixture.IsValid($"{{\"format\":\"{format}\"}}", "12", Asserting));
    }

    [Theory]
    [InlineData(@"\p{L}", true)]
    [InlineData(@"\P{L}", true)]
    [InlineData(@"[\p{L}", false)]
    [InlineData("(", false)]
    [InlineData("{1", false)]
    [InlineData("(?<", false)]
    [InlineData(@"\k<a", false)]
    [InlineData(@"\p{", false)]
    [InlineData("(a?){9}", true)]
    public void A_long_expression_from_a_sender_costs_as_much_as_its_text(string part, bool valid)
    {
        var text = string.Concat(Enumerable.Repeat(part, 100_000));
        var watch = Stopwatch.StartNew();

        Assert.Equal(valid, SchemaFixture.IsValid("{\"format\":\"regex\"}", JsonSerializer.Serialize(text), Asserting));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_dialect_with_the_format_assertion_vocabulary_asserts_formats()
    {
        var options = new SchemaOptions
        {
            Resolve = _ => """
                { "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/format-assertion": false } }
                """u8.ToArray(),
        };
        const string Schema = """{ "$schema": "https://example.org/dialect", "format": "ipv4" }""";

        Assert.True(SchemaFixture.IsValid(Schema, "\"10.0.0.1\"", options));
        Assert.False(SchemaFixture.IsValid(Schema, "\"10.0.0\"", options));
    }
}
