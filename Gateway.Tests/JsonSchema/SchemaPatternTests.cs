using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaPatternTests
{
    [Theory]
    [InlineData(@"^\d+$", "123", true)]
    [InlineData(@"^\d+$", "१२३", false)] // only ASCII digits
    [InlineData(@"^\w+$", "az_AZ09", true)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\W$", "é", true)]
    [InlineData(@"^\s+$", "\u00a0\ufeff\u2028 \t", true)]
    [InlineData(@"^\s$", "\u0085", false)] // .NET's \s, not ECMA-262's
    [InlineData(@"^\S$", "x", true)]
    [InlineData(@"^\D\S$", "x ", false)]
    [InlineData("^a$", "a\n", false)] // .NET's $ would
    [InlineData("^a$", "b\na", false)]
    [InlineData("a", "bab", true)] // not anchored
    [InlineData("", "anything", true)]
    [InlineData("^.$", "\r", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^.$", "😀", true)] // one character
    [InlineData("^.{2}$", "😀", false)]
    [InlineData("^.{2}$", "😀é", true)]
    [InlineData("^.*$", "x😀y", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[^a]{2}$", "😀", false)]
    [InlineData("^[😀-😂]+$", "😀😁😂", true)]
    [InlineData("^[😀-😂]+$", "😃", false)]
    [InlineData(@"^\u{1F600}$", "😀", true)]
    [InlineData(@"^\uD83D\uDE00$", "😀", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^[a-z😀]*$", "a😀z", true)]
    [InlineData("^[\U00010000-\U0010FFFF]$", "😀", true)]
    [InlineData("^[\U0001F5FF-\U00020000]$", "\U0001FFFF", true)]
    [InlineData("^[\U0001F5FF-\U00020000]$", "\U00020001", false)]
    [InlineData(@"^\p{Letter}+$", "éДßx", true)]
    [InlineData(@"^\p{L}+$", "a1", false)]
    [InlineData(@"^\p{L}$", "\U0001D4B3", true)] // a letter beyond the basic plane
    [InlineData(@"^\p{Lu}\P{Lu}$", "Aa", true)]
    [InlineData(@"^\p{gc=Decimal_Number}+$", "१२३", true)]
    [InlineData(@"^[\p{Nd}_]+$", "१_3", true)]
    [InlineData(@"^[^\p{L}\d]+$", "-!", true)]
    [InlineData(@"^\cJ$", "\n", true)]
    [InlineData(@"^\x41\u0042\t\0?$", "AB\t", true)]
    [InlineData(@"^[\b]$", "\b", true)]
    [InlineData(@"\bcat\b", "a cat!", true)]
    [InlineData(@"\bcat\b", "concat", false)]
    [InlineData(@"\bcat\b", "écaté", true)] // é is no word character in ECMA-262
    [InlineData(@"a\Bb", "ab", true)]
    [InlineData(@"^(?!foo).*$", "bar", true)]
    [InlineData(@"^(?!foo).*$", "foobar", false)]
    [InlineData(@"(?<=\$)\d", "$5", true)]
    [InlineData(@"^(?<q>['""]).*\k<q>$", "'x'", true)]
    [InlineData(@"^(['""]).*\1$", "'x\"", false)]
    [InlineData(@"^(?:(a)|b)\1$", "b", true)] // a group that took no part matches nothing at all
    [InlineData(@"^(?<q>['""])\(\k<q>$", "'('", true)]
    [InlineData(@"^(a)(?<n>b)(c)\3\2\1\k<n>$", "abccbab", true)] // .NET would number them otherwise
    [InlineData(@"^(?<$a>x)\k<$a>$", "xx", true)]
    [InlineData(@"^(?<\u0061>x)\k<a>$", "xx", true)]
    [InlineData(@"^(?<é_1>x)\k<é_1>$", "xx", true)]
    [InlineData(@"^(?:(['""])x\1,?)+$", "'x',\"x\"", true)] // matched anew in each turn
    [InlineData(@"^(?:(['""])x\1,?)+$", "'x',\"x'", false)]
    [InlineData(@"^(?:(?:(a|b))\1)+$", "aabb", true)]
    [InlineData(@"^(a)\1{2}$", "aaa", true)]
    [InlineData(@"^(a)?\1b$", "b", true)]
    [InlineData(@"^\1(a)$", "a", true)]
    [InlineData(@"^(a\1)$", "a", true)]
    [InlineData(@"^\u{0000000001F600}$", "😀", true)]
    [InlineData(@"^\p{ASCII_Hex_Digit}+$", "0aF", true)]
    [InlineData(@"^\p{AHex}+$", "0aG", false)]
    [InlineData(@"^\p{White_Space}+$", " \t\u0085\u3000", true)]
    [InlineData(@"^\p{White_Space}+$", "\ufeff", false)]
    [InlineData(@"^\p{Assigned}$", "\u0378", false)]
    [InlineData(@"^[\w-.]+$", "a-.", true)]
    [InlineData(@"^[\w-.]+$", ",", false)]
    [InlineData(@"^[\w-a-z]+$", "-az", true)] // Annex B: the set takes the first hyphen, so a-z is no range
    [InlineData(@"^[\d-a-f]+$", "b", false)]
    [InlineData(@"^a{2,3}b{1}c{0,}$", "aaabcc", true)]
    [InlineData(@"^{$", "{", true)]
    [InlineData(@"^a{,2}$", "a{,2}", true)]
    [InlineData(@"^[]]$", "]", false)] // an empty class, then a bracket
    [InlineData(@"^[^]$", "x", true)]
    [InlineData(@"^[a\-z]+$", "-az", true)]
    [InlineData(@"^[a-]+$", "-a", true)]
    [InlineData(@"^[\w-]+\.[\w.]*$", "a-b.c", true)]
    [InlineData(@"^\/\-\.\$$", "/-.$", true)]
    [InlineData(@"^#\ $", "# ", true)]
    [InlineData("^a+?b*?$", "aab", true)]
    [InlineData(@"^(?:(a)|b\1)+$", "abba", true)] // a group forgets what it matched in each turn
    [InlineData(@"^(?:(a)|b)+\1$", "aba", false)]
    [InlineData(@"^(?:(a)?b\1)*$", "ababa", false)]
    [InlineData(@"^(?:\1(a))+$", "aa", true)]
    [InlineData(@"^(a\1)+$", "aa", true)]
    [InlineData(@"^(a*)*b\1$", "aab", false)]
    [InlineData(@"^(a*)*b\1$", "aaba", true)]
    [InlineData(@"^(?<n>a|b\k<n>)+$", "aba", true)]
    [InlineData(@"(?<=\1(b))c", "bbc", true)] // read from right to left
    [InlineData(@"(?<=(\w){3})d", "abcd", true)]
    [InlineData(@"(?=(a+))a*b\1", "baaabac", true)]
    [InlineData("^(?:(a?)|(b?)|(c?)){30}(?=x)", "x", true)]
    [InlineData("a{99999999999}", "aaa", false)]
    public void A_pattern_means_what_it_means_in_ecma_262(string pattern, string text, bool matches)
    {
        var schema = JsonSerializer.Serialize(new { pattern });

        Assert.Equal(matches, SchemaFixture.IsValid(schema, JsonSerializer.Serialize(text)));
        Assert.Equal(matches, SchemaFixture.IsValid(schema, $"\"{Escape(text)}\""));
        Assert.Equal(
            matches,
            SchemaFixture.IsValid($"{{\"propertyNames\":{schema}}}", $"{{{JsonSerializer.Serialize(text)}:0}}"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[")]
    [InlineData("a**")]
    [InlineData("[z-a]")]
    [InlineData(@"\")]
    [InlineData(@"\Z")]
    [InlineData(@"\A")]
    [InlineData(@"\p{Script=Greek}")]
    [InlineData(@"\p{Alphabetic}")]
    [InlineData(@"\p{Emoji}")]
    [InlineData(@"(?<a>x)(?<-a>y)")] // would take its group back in .NET
    [InlineData(@"(?<1>x)")]
    [InlineData(@"(?<>x)")]
    [InlineData(@"(?<a>x)(?<a>y)")]
    [InlineData(@"(?<a>x)\k<b>")]
    [InlineData(@"(?<a>x)\k")]
    [InlineData(@"(?<a")]
    [InlineData(@"(?'a'x)")]
    [InlineData(@"^*")]
    [InlineData(@"$+")]
    [InlineData(@"\b+")]
    [InlineData(@"\B{2}")]
    [InlineData(@"(?<=a)*")]
    [InlineData(@"(?=a)?")]
    [InlineData(@"(?:|*)")]
    [InlineData(@"a{2}{3}")]
    [InlineData(@"a+{3}")]
    [InlineData(@"[a\")]
    [InlineData(@"\p{IsGreek}")]
    [InlineData(@"\pL")]
    [InlineData(@"\x4")]
    [InlineData(@"\u{110000}")]
    [InlineData(@"\u12")]
    [InlineData(@"(?i)a")]
    [InlineData(@"(?i:a)")]
    [InlineData(@"(?>a)")]
    [InlineData(@"(?#comment)")]
    [InlineData(@"\k<name>")]
    [InlineData(@"\2(a)")]
    [InlineData("a{3,2}")]
    [InlineData("*a")]
    public void What_is_no_pattern_of_ecma_262_or_not_expressible_is_a_problem(string pattern) =>
        Assert.Equal("/pattern", Assert.Single(SchemaFixture.Problems(JsonSerializer.Serialize(new { pattern }))).Location);

    [Theory]
    [InlineData(@"\p{Script=Greek}", @"\p{Script=Greek} is not supported")]
    [InlineData("^*", "nothing to repeat (at 2)")]
    public void What_is_wrong_with_a_pattern_is_said(string pattern, string message)
    {
        var problem = Assert.Single(SchemaFixture.Problems(JsonSerializer.Serialize(new { pattern })));

        Assert.Equal("/pattern", problem.Location);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^(a+)+$")] // linear by construction
    [InlineData("^(?=a)(a|aa)+$")] // needs backtracking, so it is cut off
    [InlineData(@"^(?:(a|a)\1?)*$")]
    [InlineData("^(?:(a?)|(b?)|(a?)){30}(?=x)")]
    public void A_hostile_text_does_not_keep_a_pattern_busy(string pattern)
    {
        var schema = SchemaFixture.Compile(JsonSerializer.Serialize(new { items = new { pattern } }));
        var hostile = $"\"{new string('a', 5000)}!\"";
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(hostile, 50))}]");
        var watch = Stopwatch.StartNew();

        Assert.False(schema.IsValid(body));
        Assert.NotEmpty(schema.Validate(body, 10));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}"); // without a bound, longer than anybody waits
    }

    [Theory]
    [InlineData("a.{1000}b")]
    [InlineData("^([^b]*a[ax]{28}b)+$")]
    [InlineData("([^b]*a.{300}b)+")]
    public void Counts_do_not_keep_a_pattern_busy(string pattern)
    {
        var schema = SchemaFixture.Compile(JsonSerializer.Serialize(new { pattern }));
        var body = Encoding.UTF8.GetBytes($"\"{string.Concat(Pattern.Bytes(1_000_000).Select(one => one < 128 ? 'a' : 'x'))}\"");
        var watch = Stopwatch.StartNew();

        Assert.False(schema.IsValid(body));
        Assert.False(schema.IsValid(body)); // the second time on an automaton that is grown

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}"); // without a bound, longer than anybody waits
    }

    [Fact]
    public void A_pattern_that_runs_out_of_steps_is_invalid_even_inside_not()
    {
        var schema = SchemaFixture.Compile("""{ "not": { "pattern": "^(?=a)(a|aa)+$" } }""");

        Assert.False(schema.IsValid(Encoding.UTF8.GetBytes($"\"{new string('a', 5000)}!\"")));
        Assert.True(schema.IsValid("\"b\""u8));
    }

    private static string Escape(string text) => string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"));
}
