using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Patterns;
using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.Tests.JsonSchema;

/// <summary>Patterns made at random, and what Node 20's <c>new RegExp(pattern, "u").test(text)</c> says of texts made at random.</summary>
public sealed class EcmaVerdictTests
{
    [Fact]
    public void Patterns_match_what_they_match_in_node()
    {
        var different = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "ecma-262.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var pattern = row.RootElement.GetProperty("p").GetString()!;
            var matcher = EcmaPattern.Compile(pattern, out var problem);
            Assert.True(matcher is not null, $"{pattern}: {problem}");
            foreach (var (text, expected) in row.RootElement.GetProperty("t").EnumerateArray().Zip(row.RootElement.GetProperty("m").EnumerateArray()))
            {
                count++;
                var fuel = new PatternFuel(1_000_000, SharedScratch.Instance);
                if (matcher.IsMatch(Encoding.UTF8.GetBytes(text.GetString()!), ref fuel) != expected.GetBoolean() || fuel.IsExceeded)
                {
                    different.Add($"{pattern} on '{text}'");
                }
            }
        }

        Assert.True(different.Count == 0, string.Join('\n', different));
        Assert.Equal(4800, count);
    }

    [Theory]
    [InlineData("\u4e2d", true)]
    [InlineData("\u4dff", false)]
    public void A_pattern_that_tells_many_characters_apart_can_be_used(string text, bool expected)
    {
        var pattern = $"^(?:{string.Join('|', Enumerable.Range(0x4e00, 400).Select(letter => (char)letter))})$";
        var fuel = new PatternFuel(1_000_000, SharedScratch.Instance);

        Assert.Equal(expected, EcmaPattern.Compile(pattern, out _)!.IsMatch(Encoding.UTF8.GetBytes(text), ref fuel));
    }

    /// <summary>More sets of places than an automaton keeps: from then on they are worked out, with the same answers.</summary>
    [Theory]
    [InlineData("a.{60}b", 'a', 61, true)]
    [InlineData("a.{60}b", 'a', 62, true)]
    [InlineData("c.{60}b", 'a', 61, false)]
    public void An_automaton_that_is_full_says_the_same(string pattern, char first, int distance, bool expected)
    {
        var matcher = EcmaPattern.Compile(pattern, out _)!;
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => (i * i / 7) % 3 == 0 ? first : 'x')); // fills it
        var end = first + new string('x', distance - 1) + "b";
        var fuel = new PatternFuel(50_000_000, SharedScratch.Instance);

        Assert.False(matcher.IsMatch(Encoding.UTF8.GetBytes(text), ref fuel));
        Assert.Equal(
            expected && text.Length > 0 && (end.Length == 62 || (text + end)[^62] == first),
            matcher.IsMatch(Encoding.UTF8.GetBytes(text + end), ref fuel));
        Assert.False(fuel.IsExceeded);
    }
}
