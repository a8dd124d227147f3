using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway config show</c>.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ConfigCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task A_route_is_shown_over_its_preset_and_its_secrets_by_their_name()
    {
        using var configuration = new TestConfiguration(
            "http://127.0.0.1:1/",
            """{ "Provider": "stripe", "Signature": { "Secrets": [ "env:SECRET", { "Id": "old", "Value": "env:OLD" } ] }, "Replay": { "MaxAge": "00:10:00" } }""");

        Assert.Equal(0, await _commandLine.RunAsync("config", "show", "hooks", "--config", configuration.Path)); // Without a secret at hand.

        var shown = JsonNode.Parse(_commandLine.Output)!;
        Assert.Equal("hmac-sha256", shown["Signature"]!["Algorithm"]!.ToString());
        Assert.Equal("00:10:00", shown["Replay"]!["MaxAge"]!.ToString());
        Assert.Equal("""["env:SECRET",{"Id":"old"}]""", shown["Signature"]!["Secrets"]!.ToJsonString());
        Assert.DoesNotContain("env:OLD", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_is_not_there_is_told_with_the_nearest()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");

        Assert.Equal(2, await _commandLine.RunAsync("config", "show", "hoks", "--config", configuration.Path));

        Assert.Contains("Did you mean 'hooks'?", _commandLine.Error, StringComparison.Ordinal);
    }
}
