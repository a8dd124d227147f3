using System.Text;
using Gateway.Reading;

namespace Gateway.Tests.Reading;

/// <summary>Where a file is wrong is said as an editor counts.</summary>
public sealed class JsonFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void A_file_without_anything_in_it_is_said_to_be_empty(string json) =>
        Assert.Equal("$: 'f' is empty where an object is expected.", ProblemOf(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3)]
    [InlineData("{\r\n  \"a\": 1\r\n  \"b\": 2\r\n}", 3, 3)]
    [InlineData("{\r  \"a\": 1\r  \"b\": 2\r}", 3, 3)]
    [InlineData("{\n\t\t\"a\": x\n}", 2, 8)]
    [InlineData("{ \"ä\": x }", 1, 8)]
    [InlineData("{ \"€\": x }", 1, 8)]
    [InlineData("{ \"😀\": x }", 1, 9)]
    [InlineData("{ \"a😀ä\": 1,\n /* 😀\n */ \"b\": x }", 3, 10)]
    [InlineData("{ // 😀 comment\n x }", 2, 2)]
    [InlineData("{ \"a\": 1 } x", 1, 12)]
    [InlineData("{ \"a\": [ 1, 2 } }", 1, 15)]
    [InlineData("{ \"a\" 1 }", 1, 7)]
    [InlineData("{ 'a': 1 }", 1, 3)]
    [InlineData("{ \"a\": \"b\nc\" }", 1, 10)]
    [InlineData("{ \"a\": 01 }", 1, 9)]
    [InlineData("{ \"a\":\n \"\\ud800\" }", 2, 2)]
    [InlineData("{ \"a\": [ \"b\", \"\\udc00\\ud800\" ] }", 1, 15)]
    [InlineData("{ \"ä\": 1, \"\\ud800\": 1 }", 1, 11)]
    public void What_is_not_JSON_is_told_by_line_and_column(string json, int line, int column)
    {
        var where = $"line {line}, column {column}:";

        Assert.Contains(where, ProblemOf(Encoding.UTF8.GetBytes(json)), StringComparison.Ordinal);
        Assert.Contains(where, ProblemOf([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)]), StringComparison.Ordinal);
        Assert.Contains(where, ProblemOf([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(json)]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF_8_is_told_by_line_and_column() =>
        Assert.Equal("$: 'f' is not UTF-8: line 2, column 3. Save it in that encoding.", ProblemOf([(byte)'{', (byte)'\n', (byte)' ', 0xC3, 0xA4, 0xE4, (byte)'}']));

    [Theory]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "$.a: stands twice: at line 1, column 3 and at line 1, column 11.")]
    [InlineData("{ \"a\": 1,\n  \"A\": 2 }", "$.A: is 'a' once more")]
    [InlineData("{ \"a\": { \"b\": 1 },\n  \"a:b\": 2 }", "$['a:b']: is 'b' once more")]
    [InlineData("{ \"l\": [ { \"a\": 1, \"a\": 2 } ] }", "$.l[0].a: stands twice")]
    public void A_name_that_stands_twice_is_told_with_both_places(string json, string problem) =>
        Assert.StartsWith(problem, ProblemOf(Encoding.UTF8.GetBytes(json)), StringComparison.Ordinal);

    [Fact]
    public void Comments_and_trailing_commas_are_let_through_and_the_first_of_two_counts()
    {
        var problems = new ProblemList();

        var file = JsonFile.Read("f", "/**/{ \"a\": [ 1, true, ], // c\n \"A\": 2, \"n\": null, \"o\": {}, \"e\": [], }"u8.ToArray(), problems)!;

        Assert.Equal(["Array a", "Array e ''", "Null n", "Object o"], file.Keys.Children.Select(Text));
        Assert.Equal(["Number 0 '1'", "True 1 'True'"], file.Keys.At("a").Children.Select(Text));
        Assert.Equal(1, problems.Count);
    }

    private static string Text(KeyValuePair<string, KeyTree> child) =>
        $"{child.Value.Kind} {child.Key}{(child.Value.Value is { } value ? $" '{value}'" : "")}";

    private static string ProblemOf(byte[] content)
    {
        var problems = new ProblemList();
        _ = JsonFile.Read("f", content, problems);
        return Assert.Single(problems.All).ToString();
    }
}
