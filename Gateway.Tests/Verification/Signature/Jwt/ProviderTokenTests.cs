using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Requests of providers, made apart from this code, most of them accepted by the provider's own SDK.</summary>
public sealed class ProviderTokenTests
{
    private const string Secret = "whk_test_secret_0123456789abcdef";

    public static TheoryData<string> Names => [.. All().Select(vector => (string)vector!["provider"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_the_provider_sends_verifies_and_nothing_beside_it(string name)
    {
        var vector = All().First(vector => (string)vector!["provider"]! == name)!;
        var signature = vector["signature"]!.DeepClone();
        signature["Algorithm"] ??= "jwt";
        if (signature["KeySet"] is null)
        {
            signature["Secrets"] = "env:KEY";
        }

        var verification = vector["rest"]!.DeepClone();
        verification["Signature"] = signature;
        using var route = TestRoute.Compile(
            verification.ToJsonString(),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = Secret },
            at: DateTimeOffset.FromUnixTimeSeconds((long)vector["at"]!));
        var body = (string)vector["body"]!;
        var request = vector["headers"]!.AsObject().Aggregate(
            new TestRequest { Text = body, Target = $"/hooks/{name}", ContentType = null },
            (request, header) => request.With(header.Key, (string)header.Value!));

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = body.Replace(":", ": ", StringComparison.Ordinal) }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = body + " " }));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(request with { Headers = [] }));
        Assert.Equal("passed", await route.OutcomeOfAsync(request));
    }

    /// <summary>QStash's tokens last five minutes; its verifier allows no leeway.</summary>
    [Theory]
    [InlineData(299, "passed")]
    [InlineData(300, "timestamp_too_old")]
    [InlineData(-1, "passed")]
    [InlineData(-2, "timestamp_in_future")]
    public async Task A_token_of_QStash_lasts_five_minutes(int after, string outcome)
    {
        var vector = All().First(vector => (string)vector!["provider"]! == "upstash-qstash")!;
        using var route = TestRoute.Compile(
            """{ "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "Secrets": "env:KEY", "Jwt": { "Algorithms": "HS256" } } }""",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["KEY"] = Secret },
            at: DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + after));

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request((string)vector["headers"]!["Upstash-Signature"]!)));
    }

    private static JsonArray All() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "Jwt", "providers.json")))!.AsArray();
}
