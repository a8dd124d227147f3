using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>The search is bounded by the bytes that it writes and hashes, so that a large body takes no longer than a small one.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed partial class SearchWorkTests
{
    private const int Bytes = 64 * 1024;

    /// <summary>Of 64 KiB each; a body of a few bytes is written a hundred thousand times.</summary>
    private const int MostTrials = 15_000;

    [Theory]
    [InlineData("github", "Signature")]
    [InlineData("hubspot-v1", "Signature")] // a digest with the secret: each trial is a whole verification
    public async Task A_large_body_that_nothing_explains_is_given_up(string vector, string stage)
    {
        using var scene = new ExplainScene(vector) { Text = LargeJson() };
        Assert.Equal(1, await scene.RunAsync());

        Assert.StartsWith("refused", scene.LineOf(stage), StringComparison.Ordinal);
        Assert.StartsWith("not found", scene.Mistake, StringComparison.Ordinal);
        Assert.Contains("not all of them", scene.Mistake, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Tried().Match(scene.Mistake).Groups["number"].Value, CultureInfo.InvariantCulture), 1000, MostTrials);
    }

    /// <summary>With everything in it that programs write differently.</summary>
    private static string LargeJson()
    {
        var list = new JsonArray();
        for (var length = 0; length < Bytes;)
        {
            var item = JsonNode.Parse($$"""
                {
                  "id": "{{length}}", "url": "http://ex.org/a/b?x=1&y=2", "html": "<b>O'Brien</b> + = @ ` \u00e9 \ud83d\ude00 \u2028 \b", "n": {{length}}, "w": {{length}}.5,
                  "at": "2026-01-01T00:00:00Z", "none": null, "empty": {}, "list": [], "o": { "1": 1, "b": 2 }
                }
                """)!;
            length += item.ToJsonString().Length + 1;
            list.Add(item);
        }

        return list.ToJsonString();
    }

    [GeneratedRegex("(?<number>[0-9]+) were tried", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Tried();
}
