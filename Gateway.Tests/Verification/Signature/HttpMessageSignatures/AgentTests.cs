using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.HttpMessageSignatures;

/// <summary>Web Bot Auth: agents that say who they are, each with the keys of its own directory; signature bases written out here.</summary>
public sealed class AgentTests : IDisposable
{
    private const string One = "https://one.example";
    private const string Two = "https://two.example";

    private readonly TestWebKey _one = new("one");
    private readonly TestWebKey _two = new("two");
    private readonly TestFile _first;
    private readonly TestFile _second;

    public AgentTests()
    {
        _first = new TestFile(Encoding.UTF8.GetBytes(TestWebKey.Set(_one)));
        _second = new TestFile(Encoding.UTF8.GetBytes(TestWebKey.Set(_two)));
    }

    public void Dispose()
    {
        _second.Dispose();
        _first.Dispose();
        _two.Dispose();
        _one.Dispose();
    }

    [Theory]
    [InlineData("sig1=\"https://one.example\"", "\"signature-agent\"", "sig1=\"https://one.example\"", "one", "passed")]
    [InlineData("\"https://one.example\"", "\"signature-agent\"", "\"https://one.example\"", "one", "passed")]
    [InlineData("  sig1=\"https://one.example\"", "\"signature-agent\";key=\"sig1\"", "\"https://one.example\"", "one", "passed")]
    [InlineData("sig1=\"https://one.example\"", "\"signature-agent\";sf", "sig1=\"https://one.example\"", "one", "passed")]
    [InlineData("sig1=\"https://two.example\"", "\"signature-agent\"", "sig1=\"https://two.example\"", "two", "passed")]
    [InlineData("sig1=\"https://two.example\"", "\"signature-agent\"", "sig1=\"https://two.example\"", "one", "signature_invalid")] // The key of another agent.
    [InlineData("sig1=\"https://one.example/\"", "\"signature-agent\"", "sig1=\"https://one.example/\"", "one", "signature_invalid")]
    [InlineData("sig1=\"https://three.example\"", "\"signature-agent\"", "sig1=\"https://three.example\"", "one", "signature_invalid")]
    [InlineData("a=\"https://one.example\", b=\"https://two.example\"", "\"signature-agent\"", "a=\"https://one.example\", b=\"https://two.example\"", "one", "signature_invalid")]
    [InlineData("sig1=\"https://one.example\"", null, null, "one", "signature_malformed")] // Not covered.
    [InlineData("sig1=\"https://one.example\"", "\"signature-agent\";key=\"sig2\"", "\"https://one.example\"", "one", "signature_malformed")]
    public async Task An_agent_signs_with_a_key_of_its_own_directory(string header, string? covered, string? value, string key, string outcome)
    {
        using var route = Route();
        var parameters = $"(\"@authority\"{(covered is null ? "" : $" {covered}")} \"content-digest\");created={route.UnixNow};keyid=\"{key}\";tag=\"web-bot-auth\"";
        const string digest = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"; // Of {}.
        var signed = $"\"@authority\": h.example\n{(covered is null ? "" : $"{covered}: {value}\n")}\"content-digest\": {digest}\n\"@signature-params\": {parameters}";
        var signature = (key == "one" ? _one : _two).Sign(Encoding.ASCII.GetBytes(signed));

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest()
            .With("Signature-Agent", header)
            .With("Content-Digest", digest)
            .With("Signature-Input", $"sig1={parameters}")
            .With("Signature", $"sig1=:{Convert.ToBase64String(signature)}:")));
    }

    /// <summary>A key that an agent takes out of its directory must not be believed until somebody asks for another.</summary>
    [Fact]
    public void Every_directory_that_is_fetched_is_kept_up_to_date()
    {
        using var route = TestRoute.Compile(Section(
            $$"""[ { "Url": "{{One}}" }, { "Url": "{{Two}}", "KeySet": "file:{{_second.Path}}" }, { "Url": "https://three.example", "KeySet": "https://keys.example/three" } ]"""));

        Assert.Equal(2, route.Route.KeySets.Count);
        Assert.True(route.Route.AreKeysFetched);
    }

    [Theory]
    [InlineData("""[ { "KeySet": "file:x" } ]""", "Agents[0].Url: is missing")]
    [InlineData("""[ { "Url": "https://a.example", "KeySet": "nowhere" } ]""", "Agents[0].KeySet: names no key set")]
    [InlineData("""[ { "Url": "https://a.example" }, { "Url": "https://a.example" } ]""", "Agents[1].Url: 'https://a.example' stands twice")]
    public void What_is_wrong_with_the_list_is_told(string agents, string problem) =>
        Assert.Contains(TestRoute.ProblemsOf(Section(agents)), told => told.Contains(problem, StringComparison.Ordinal));

    private TestRoute Route() => TestRoute.Compile(Section(
        $$"""[ { "Url": "{{One}}", "KeySet": "file:{{_first.Path}}" }, { "Url": "{{Two}}", "KeySet": "file:{{_second.Path}}" } ]"""));

    private static string Section(string agents) => $$"""
        {
          "PublicUrl": "https://h.example",
          "Signature": {
            "Algorithm": "http-message-signatures",
            "MessageSignature": { "Algorithm": "ecdsa-p256-sha256", "Components": [ "@authority" ], "Tag": "web-bot-auth", "Agents": {{agents}} }
          },
          "Replay": { "Timestamp": "signature:created" }
        }
        """;
}
