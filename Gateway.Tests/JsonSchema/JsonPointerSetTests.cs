using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class JsonPointerSetTests
{
    // The example of RFC 6901 section 5, with a few values behind it.
    private const string Body = """
        { "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
          "01": "zero one", "data": { "id": "x\u0041y", "none": null, "yes": true, "list": [ [ 10, { "deep": 1.50 } ] ] } }
        """;

    [Theory]
    [InlineData("/foo/0", "bar")]
    [InlineData("/foo/1", "baz")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    [InlineData("/01", "zero one")]
    [InlineData("/data/id", "xAy")]
    [InlineData("/data/yes", "true")]
    [InlineData("/data/list/0/0", "10")]
    [InlineData("/data/list/0/1/deep", "1.50")]
    public void A_pointer_finds_its_scalar(string path, string text)
    {
        var value = Locate(Body, path)[0];

        Assert.True(value.IsScalar);
        Assert.Equal(text, value.GetString(Encoding.UTF8.GetBytes(Body)));
    }

    [Theory]
    [InlineData("", JsonKind.Object)]
    [InlineData("/foo", JsonKind.Array)]
    [InlineData("/data", JsonKind.Object)]
    [InlineData("/data/none", JsonKind.Null)]
    [InlineData("/foo/2", JsonKind.None)]
    [InlineData("/foo/-", JsonKind.None)]
    [InlineData("/foo/00", JsonKind.None)]
    [InlineData("/foo/01", JsonKind.None)]
    [InlineData("/foo/99999999999999999999", JsonKind.None)]
    [InlineData("/foo/0/0", JsonKind.None)]
    [InlineData("/Foo", JsonKind.None)]
    [InlineData("/data/id/", JsonKind.None)]
    [InlineData("/data/", JsonKind.None)]
    public void What_is_no_scalar_says_what_it_is(string path, object kind)
    {
        var value = Locate(Body, path)[0];

        Assert.False(value.IsScalar);
        Assert.Equal(kind, value.Kind);
    }

    [Fact]
    public void All_pointers_are_answered_in_their_order_even_when_they_repeat()
    {
        var values = Locate(Body, "/data/id", "/missing", "/data", "/foo/1", "/data/id");

        Assert.Equal(
            [JsonKind.String, JsonKind.None, JsonKind.Object, JsonKind.String, JsonKind.String],
            values.Select(value => value.Kind));
    }

    [Fact]
    public void The_last_of_repeated_names_counts_where_they_are_let_pass()
    {
        var utf8 = "{\"a\":{\"id\":1,\"x\":2},\"a\":{\"id\":3}}"u8;
        var values = new LocatedValue[2];

        var defect = new JsonPointerSet("/a/id", "/a/x").Read(utf8, new() { AllowDuplicateNames = true }, values);

        Assert.Equal(JsonDefect.None, defect);
        Assert.Equal("3", values[0].GetString(utf8));
        Assert.False(values[1].IsFound);
    }

    [Fact]
    public void Nothing_is_found_in_a_body_with_a_defect()
    {
        var values = new LocatedValue[] { default };

        var defect = new JsonPointerSet("/a").Read("{\"a\":1,\"a\":1}"u8, StrictJsonOptions.Default, values);

        Assert.Equal(JsonDefect.DuplicateName, defect);
        Assert.False(values[0].IsFound);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("/a~")]
    [InlineData("/a~2b")]
    [InlineData("#/a")]
    public void A_text_that_is_no_pointer_is_refused(string text)
    {
        Assert.False(JsonPointerSet.IsPointer(text));
        Assert.Throws<FormatException>(() => new JsonPointerSet(text));
    }

    [Fact]
    public void Values_are_located_without_allocation()
    {
        var utf8 = Encoding.UTF8.GetBytes(Body);
        var pointers = new JsonPointerSet("/data/id", "/foo/1");
        Span<LocatedValue> values = stackalloc LocatedValue[2];
        Span<byte> text = stackalloc byte[16];
        _ = pointers.Read(utf8, StrictJsonOptions.Default, values);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = pointers.Read(utf8, StrictJsonOptions.Default, values);
            _ = values[0].TryCopyText(utf8, text, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static LocatedValue[] Locate(string body, params string[] pointers)
    {
        var values = new LocatedValue[pointers.Length];
        Assert.Equal(JsonDefect.None, new JsonPointerSet(pointers).Read(Encoding.UTF8.GetBytes(body), StrictJsonOptions.Default, values));
        return values;
    }
}
