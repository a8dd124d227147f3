using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData(" \t\r\n{ \"a\" : [ 1 , -0 , 0.5 , 1e9 , 1E-2 , true , false , null , \"x\" ] } \n")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("-1.25e+10")]
    [InlineData("null")]
    [InlineData("{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":2}]}")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"")]
    [InlineData("\"a string longer than one vector, with ünïcode and \u007f, up to its end\"")]
    [InlineData("{\"\":0,\" \":1}")]
    public void Strict_json_has_no_defect(string json) => Assert.Equal(JsonDefect.None, Check(json));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("{]")]
    [InlineData("[}")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,}")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{1:1}")]
    [InlineData("'a'")]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("-01")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.e1")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("tru")]
    [InlineData("truex")]
    [InlineData("True")]
    [InlineData("nul")]
    [InlineData("\"")]
    [InlineData("\"a")]
    [InlineData("\"\\\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\u+123\"")]
    [InlineData("\"\\u")]
    [InlineData("\"\\")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"0123456789abcdef\t0123456789abcdef\"")]
    [InlineData("// comment\n1")]
    [InlineData("\u00a01")]
    [InlineData("}")]
    [InlineData(",")]
    public void What_is_not_json_is_malformed(string json) =>
        Assert.Equal(JsonDefect.Malformed, Check(json));

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"\\u0061\":1,\"a\":2}")]
    [InlineData("{\"\\ud83d\\ude00\":1,\"\U0001F600\":2}")]
    [InlineData("{\"\":1,\"\":2}")]
    [InlineData("[{\"x\":{\"k\":[],\"k\":{}}}]")]
    [InlineData("{\"a\":{\"b\":1},\"c\":[{\"b\":1}],\"a\":0}")]
    [InlineData("{\"a/b\":1,\"a\\/b\":2}")]
    public void A_repeated_name_is_found_however_it_is_written(string json) =>
        Assert.Equal(JsonDefect.DuplicateName, Check(json));

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(1000)]
    [InlineData(70000)]
    public void A_repeated_name_is_found_in_objects_of_any_size(int members)
    {
        var names = Enumerable.Range(0, members).Select(i => $"\"name{i}\":{{\"inner\":0}}").ToArray();
        var distinct = $"{{{string.Join(',', names)}}}";

        Assert.Equal(JsonDefect.None, Check(distinct));
        Assert.Equal(JsonDefect.DuplicateName, Check($"{{{string.Join(',', [.. names, names[0]])}}}"));
        Assert.Equal(JsonDefect.DuplicateName, Check($"{{{string.Join(',', [.. names, names[^1]])}}}"));
        Assert.Equal(JsonDefect.DuplicateName, Check($"[{distinct},{{{string.Join(',', [.. names, "\"\\u006eame7\":0"])}}}]"));
    }

    [Theory]
    [InlineData("[1]/**/", JsonDefect.TrailingContent)]
    [InlineData("{\"trap\":1}x", JsonDefect.TrailingContent)]
    [InlineData("{}{}", JsonDefect.TrailingContent)]
    [InlineData("1 2", JsonDefect.TrailingContent)]
    [InlineData("\"a\"\"b\"", JsonDefect.TrailingContent)]
    [InlineData("[] \0", JsonDefect.TrailingContent)]
    [InlineData("\uFEFF{}", JsonDefect.ByteOrderMark)]
    [InlineData("\"\\ud800\"", JsonDefect.InvalidUtf8)]
    [InlineData("\"\\udc00\"", JsonDefect.InvalidUtf8)]
    [InlineData("\"\\ud800x\"", JsonDefect.InvalidUtf8)]
    [InlineData("\"\\ud800\\n\"", JsonDefect.InvalidUtf8)]
    [InlineData("\"\\ud800\\ud800\"", JsonDefect.InvalidUtf8)]
    [InlineData("{\"\\udc00\\ud800\":1}", JsonDefect.InvalidUtf8)]
    public void Other_disagreements_between_parsers_have_their_own_name(string json, object defect) =>
        Assert.Equal(defect, Check(json));

    [Theory]
    [InlineData(new byte[] { 0x22, 0xFF, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xC0, 0x80, 0x22 })] // overlong
    [InlineData(new byte[] { 0x22, 0xED, 0xA0, 0x80, 0x22 })] // an encoded surrogate
    [InlineData(new byte[] { 0x22, 0xF4, 0x90, 0x80, 0x80, 0x22 })] // beyond U+10FFFF
    [InlineData(new byte[] { 0x22, 0xE2, 0x82, 0x22 })] // cut short
    public void Bytes_that_are_not_utf8_are_found(byte[] json)
    {
        Assert.Equal(JsonDefect.InvalidUtf8, StrictJson.Check(json, StrictJsonOptions.Default));
        Assert.Equal(JsonDefect.None, StrictJson.Check(json, new StrictJsonOptions { AllowInvalidUtf8 = true }));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_bounded(int depth, bool passes)
    {
        var arrays = new string('[', depth) + new string(']', depth);
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

        Assert.Equal(passes ? JsonDefect.None : JsonDefect.TooDeep, Check(arrays));
        Assert.Equal(passes ? JsonDefect.None : JsonDefect.TooDeep, Check(objects));
    }

    [Theory]
    [InlineData("[1,2,{\"a\":[]}]", 6, true)] // a name counts, too
    [InlineData("[1,2,{\"a\":[]}]", 5, false)]
    [InlineData("1", 1, true)]
    public void Names_and_values_are_counted_up_to_and_including_the_maximum(string json, int most, bool passes) =>
        Assert.Equal(passes ? JsonDefect.None : JsonDefect.TooManyValues, Check(json, new() { MaxValues = most }));

    [Theory]
    [InlineData("1,", 10)]
    [InlineData("[],", 10)]
    [InlineData("{\"a\":1},", 9)]
    [InlineData("1,", 100)]
    [InlineData("1,", 8_191)]
    public void What_stands_behind_too_many_values_is_not_read(string value, int most)
    {
        var json = "[" + string.Concat(Enumerable.Repeat(value, most + 1)) + "nonsense";

        Assert.Equal(JsonDefect.TooManyValues, Check(json, new() { MaxValues = most }));
        Assert.Equal(JsonDefect.Malformed, Check(json, new() { MaxValues = 4 * most }));
    }

    [Fact]
    public void A_body_of_many_values_is_refused_before_its_memory_grows()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("1", 1_000_000))}]";

        Assert.Equal(JsonDefect.TooManyValues, Check(json));
        Assert.Equal(JsonDefect.None, Check(json, new() { MaxValues = 1_000_001 }));
    }

    [Fact]
    public void Each_check_can_be_switched_off()
    {
        var names = new StrictJsonOptions { AllowDuplicateNames = true };
        var utf8 = new StrictJsonOptions { AllowInvalidUtf8 = true };
        var mark = new StrictJsonOptions { AllowByteOrderMark = true };
        var rest = new StrictJsonOptions { AllowTrailingContent = true };
        var depth = new StrictJsonOptions { MaxDepth = 1000 };

        Assert.Equal(JsonDefect.None, Check("{\"a\":1,\"a\":2}", names));
        Assert.Equal(JsonDefect.None, Check("\"\\ud800\"", utf8));
        Assert.Equal(JsonDefect.None, Check("\uFEFF{}", mark));
        Assert.Equal(JsonDefect.None, Check("{} rest", rest));
        Assert.Equal(JsonDefect.Malformed, Check("01", rest));
        Assert.Equal(JsonDefect.Malformed, Check("truex", rest));
        Assert.Equal(JsonDefect.None, Check(new string('[', 1000) + new string(']', 1000), depth));
    }

    [Fact]
    public void A_megabyte_of_names_takes_linear_time()
    {
        // Quadratic work over these would take minutes, not the blink this test takes.
        var body = new StringBuilder("{");
        for (var i = 0; body.Length < 1_000_000; i++)
        {
            body.Append(i == 0 ? "" : ",").Append('"').Append(i % 2 == 0 ? "\\u006e" : "x").Append(i).Append("\":0");
        }

        Assert.Equal(JsonDefect.None, Check(body.Append('}').ToString()));
    }

    [Fact]
    public void An_ordinary_body_is_checked_without_allocation()
    {
        var body = Encoding.UTF8.GetBytes(
            $"{{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"name{i}\":{{\"\\u0061\":[1,\"text\"]}}"))}}}");
        _ = StrictJson.Check(body, StrictJsonOptions.Default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = StrictJson.Check(body, StrictJsonOptions.Default);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static JsonDefect Check(string json, StrictJsonOptions? options = null) =>
        StrictJson.Check(Encoding.UTF8.GetBytes(json), options ?? StrictJsonOptions.Default);

    [Theory]
    [InlineData("\"\\ud800\"", 1)]
    [InlineData("\"a\\udc00\\ud800é😀\"", 5)]
    [InlineData("\"\\ud83d\\ude00\"", 1)]
    public void Half_a_surrogate_pair_that_is_let_in_is_one_character(string json, int length)
    {
        var options = new SchemaOptions { Json = new StrictJsonOptions { AllowInvalidUtf8 = true } };

        Assert.True(SchemaFixture.IsValid($"{{\"minLength\":{length},\"maxLength\":{length}}}", json, options));
    }
}
