using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class JsonPositionTests
{
    [Theory]
    [InlineData("{\n  \"a\": tru }", "Malformed at line 2, column 11")]
    [InlineData("", "Malformed at line 1, column 1")]
    [InlineData("{\"a\":1,}", "Malformed at line 1, column 8")]
    [InlineData("{\n\n\"ü\": x}", "Malformed at line 3, column 6")] // characters, not bytes
    [InlineData("{\"a\":1,\n \"b\":2,\n \"a\":3}", "DuplicateName at line 3, column 2")]
    [InlineData("{\"a\":{\"a\":1},\"\\u0061\":3}", "DuplicateName at line 1, column 14")]
    [InlineData("[1]\n2", "TrailingContent at line 2, column 1")]
    [InlineData("[\n\"\\ud800\"]", "InvalidUtf8 at line 2, column 1")]
    public void A_defect_is_told_by_line_and_column(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        Assert.Equal(expected, JsonPosition.Describe(StrictJson.Check(bytes, StrictJsonOptions.Default), bytes, StrictJsonOptions.Default));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_by_their_place() =>
        Assert.Equal("InvalidUtf8 at line 2, column 3", JsonPosition.Describe(JsonDefect.InvalidUtf8, [(byte)'[', (byte)'\n', (byte)' ', (byte)'"', 0xFF, (byte)'"', (byte)']'], StrictJsonOptions.Default));

    [Theory]
    [InlineData("[[\n [[1]]]]", 2, "TooDeep at line 2, column 2, more than 2 levels")]
    [InlineData("[[[1]]]", 2, "TooDeep at line 1, column 3, more than 2 levels")]
    [InlineData("{\"a\":\n{}}", 1, "TooDeep at line 2, column 1, more than 1 levels")]
    public void What_nests_too_deep_is_told_by_its_place_and_the_bound(string json, int depth, string expected)
    {
        var (bytes, options) = (Encoding.UTF8.GetBytes(json), new StrictJsonOptions { MaxDepth = depth });

        Assert.Equal(expected, JsonPosition.Describe(StrictJson.Check(bytes, options), bytes, options));
    }

    [Theory]
    [InlineData("ByteOrderMark", "ByteOrderMark")]
    [InlineData("TooManyValues", "TooManyValues, more than 5")]
    public void A_defect_without_a_place_is_named_with_the_bound_that_it_passes(string name, string expected) =>
        Assert.Equal(expected, JsonPosition.Describe(Enum.Parse<JsonDefect>(name), "[]"u8, new StrictJsonOptions { MaxValues = 5 }));
}
