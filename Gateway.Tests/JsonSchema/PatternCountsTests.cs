using Gateway.JsonSchema.Patterns;

namespace Gateway.Tests.JsonSchema;

public sealed class PatternCountsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("^[a-z]+(?:b|c)*d?$", 0)]
    [InlineData("a{1000}b", 999)]
    [InlineData("a{2,5}", 4)]
    [InlineData("a{3,}", 2)]
    [InlineData("a{0}", 0)]
    [InlineData("[ab]{3}", 2)]
    [InlineData("(ab){3}", 4)]
    [InlineData("(a{10}b){10}", 108)]
    [InlineData("(?:a|(?<n>b{4})){2}", 8)]
    [InlineData(@"\d{4}-\d{2}", 4)]
    [InlineData(@"\u{61}{3}", 2)]
    [InlineData("😀{3}", 4)] // two units
    [InlineData(@"\bx{2}", 1)]
    [InlineData("x{99999999999999999999}", 999_999)]
    [InlineData("((x{1000000}){1000000}){1000000}", 999_999)]
    public void What_counts_add_to_a_pattern_is_told_without_writing_them_out(string pattern, int added)
    {
        var groups = new EcmaGroups();
        Assert.True(new EcmaGrammar(pattern, isLoose: true, groups).Read() && groups.Resolve());

        Assert.Equal(added, PatternCounts.AddedBy(new EcmaTranslator(pattern, groups).Translate()));
    }
}
