using System.Text;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Patterns;
using Gateway.JsonSchema.Patterns.Matching;
using Gateway.Tests.Fuzzing;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.JsonSchema;

public sealed class SimplePatternTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("^evt_[A-Za-z0-9]+$", true)]
    [InlineData("^ch_", true)]
    [InlineData(@"^\d{4}-\d{2}-\d{2}$", true)]
    [InlineData("^[0-9a-f]{64}$", true)]
    [InlineData(@"^[\w.-]+@[a-z]+\.[a-z]{2,}$", true)]
    [InlineData("^$", true)]
    [InlineData("^a?b*c$", true)]
    [InlineData("abc", false)] // may start anywhere
    [InlineData("^a*ab$", false)] // would have to give back
    [InlineData("^a?b?a$", false)]
    [InlineData("^[^a]$", false)] // holds more than ASCII
    [InlineData("^(a)$", false)]
    [InlineData("^a|b$", false)]
    [InlineData("^.$", false)]
    [InlineData("^a+?$", false)]
    [InlineData("^é$", false)]
    [InlineData("^a$b", false)]
    [InlineData(@"^\bx$", false)]
    public void Only_a_row_of_classes_is_simple(string pattern, bool simple) =>
        Assert.Equal(simple, SimplePattern.TryCreate(pattern) is not null);

    [Fact]
    public void A_simple_pattern_matches_what_the_same_regex_matches()
    {
        string[] parts =
        [
            "a", "b", "-", "_", @"\d", @"\w", @"\.", "[a-c]", "[b-]", @"[\d_]", "[.+]", "[a-zA-Z0-9]", " ", "/",
            "+", "*", "?", "{2}", "{1,2}", "{0,}", "{1,}", "$",
        ];
        string[] letters = ["a", "b", "c", "1", "2", "_", "-", ".", "+", " ", "/", "Z", "é", "😀", "\n"];
        var mutation = new Mutation(Chance.For(output));
        var simple = 0;
        for (var round = 0; round < 1500; round++)
        {
            var pattern = "^" + string.Concat(Enumerable.Range(0, mutation.Next(6)).Select(_ => mutation.Pick(parts)));
            if (SimplePattern.TryCreate(pattern) is not { } fast)
            {
                continue;
            }

            simple++;
            var matcher = EcmaPattern.Compile(pattern, out var problem);
            Assert.True(matcher is not null, $"'{pattern}' is simple, but {problem}");
            for (var i = 0; i < 30; i++)
            {
                var text = string.Concat(Enumerable.Range(0, mutation.Next(6)).Select(_ => mutation.Pick(letters)));
                var fuel = new PatternFuel(1_000_000, SharedScratch.Instance);
                Assert.True(
                    matcher.IsMatch(Encoding.UTF8.GetBytes(text), ref fuel) == fast.IsMatch(Encoding.UTF8.GetBytes(text)),
                    $"'{pattern}' disagrees on '{text}'");
            }
        }

        Assert.True(simple > 100);
    }
}
