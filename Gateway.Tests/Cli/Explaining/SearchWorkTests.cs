using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>The search is bounded by the bytes that it writes and hashes, so that a large body takes no longer than a small one.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed partial class SearchWorkTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private const int Bytes = 64 * 1024;
    private const int Large = 1024 * 1024;

    /// <summary>As many as a route may have, and as many as the gateway's server takes beside the vector's own.</summary>
    private const int Secrets = 16;
    private const int Headers = 80;

    /// <summary>Of 64 KiB each; a body of a few bytes is written a hundred thousand times.</summary>
    private const int MostTrials = 25_000;

    [Theory]
    [InlineData("github", Bytes, 1, 0)]
    [InlineData("github", Bytes, Secrets, 0)]
    [InlineData("github", Bytes, 1, Headers)]
    [InlineData("github", Bytes, Secrets, Headers)]
    [InlineData("github", Large, Secrets, Headers)]
    [InlineData("stripe", Large, Secrets, Headers)]
    [InlineData("twilio", 512, Secrets, Headers)] // URLs are put together from what headers say
    [InlineData("slack", 2, Secrets, Headers)]
    [InlineData("hubspot-v1", Bytes, 1, 0)] // a digest with the secret: each trial is a whole verification
    [InlineData("hubspot-v1", Bytes, Secrets, Headers)]
    [InlineData("mailchannels", Bytes, Secrets, Headers)]
    public async Task What_nothing_explains_is_given_up(string vector, int bytes, int secrets, int headers)
    {
        using var scene = Scene(vector, secrets, headers);
        scene.Text = bytes < Bytes ? new string('x', bytes) : LargeJson(bytes);
        var watch = Stopwatch.StartNew();
        Assert.Equal(1, await scene.RunAsync());
        output.WriteLine($"{vector}, {bytes} bytes, {secrets} secrets, {headers} headers: {scene.Mistake} {watch.ElapsedMilliseconds} ms");

        Assert.StartsWith("refused", scene.LineOf("Signature"), StringComparison.Ordinal);
        Assert.Contains("none makes the signature right", scene.Output, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Tried().Match(scene.Output).Groups["number"].Value, CultureInfo.InvariantCulture), 10, bytes < Bytes ? 10 * MostTrials : MostTrials);
    }

    /// <summary>What many secrets and headers make other hypotheses try leaves enough for the mistake that most people make.</summary>
    [Theory]
    [InlineData(Bytes, 1, 0)]
    [InlineData(Bytes, Secrets, Headers)]
    [InlineData(Large, 1, 0)]
    public async Task A_body_that_was_indented_is_told_among_many_secrets_and_headers(int bytes, int secrets, int headers)
    {
        using var scene = Scene("github", secrets, headers);
        var signed = LargeJson(bytes);
        scene.SignAsGitHub(signed);
        scene.Text = JsonNode.Parse(signed)!.ToJsonString(Indented);
        var watch = Stopwatch.StartNew();
        Assert.Equal(1, await scene.RunAsync());
        output.WriteLine($"{bytes} bytes, {secrets} secrets, {headers} headers: {watch.ElapsedMilliseconds} ms");

        Assert.Equal("json-rewritten", scene.LineOf("Finding"));
    }

    /// <summary>The vector's own secret is the last of them, and every other header looks like a signature, an id or a time.</summary>
    private static ExplainScene Scene(string vector, int secrets, int headers)
    {
        var scene = new ExplainScene(vector);
        scene.Verification["Body"] = new JsonObject { ["MaxBytes"] = 8 * Large };
        if (secrets > 1)
        {
            var listed = Enumerable.Range(1, secrets - 1).Select(number => $"OTHER{number}").ToList();
            listed.ForEach(name => scene.Environment[name] = vector == "mailchannels" ? scene.Secret : $"another secret of the tests, {name}");
            scene.Signature["Secrets"] = new JsonArray([.. listed.Append("SECRET").Select(name => new JsonObject { ["Id"] = name, ["Value"] = "env:" + name })]);
        }

        for (var number = 0; number < headers; number++)
        {
            scene.Headers.Add((number % 3) switch
            {
                0 => ($"X-Other-Signature-{number}", "sha256=" + Convert.ToHexStringLower(SHA256.HashData([(byte)number]))),
                1 => ($"X-Other-Time-{number}", scene.Vector.At.AddSeconds(number).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                _ => ($"X-Other-{number}-Id", $"evt_{number}"),
            });
        }

        return scene;
    }

    /// <summary>With everything in it that programs write differently.</summary>
    private static string LargeJson(int bytes)
    {
        var list = new JsonArray();
        for (var length = 0; length < bytes;)
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
