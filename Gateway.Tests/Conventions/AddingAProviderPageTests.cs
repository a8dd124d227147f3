using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>The page of the documentation that adds a provider does what it says.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class AddingAProviderPageTests : IDisposable
{
    private const string Program = "dotnet run --project Gateway -- ";

    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task The_preset_on_the_page_is_the_one_that_is_run()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "adding-a-provider.md"));
        var preset = JsonNode.Parse(page.Split("```json\n")[1].Split("```")[0]);
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs", "own-provider", "gateway.json")))!;

        Assert.True(JsonNode.DeepEquals(preset, configuration["Gateway"]!["Providers"]));
    }

    [Fact]
    public async Task Its_commands_end_well()
    {
        var page = await File.ReadAllLinesAsync(Repository.PathOf("docs", "adding-a-provider.md"));
        var secret = page.Single(line => line.StartsWith("export ", StringComparison.Ordinal))["export ".Length..].Split('=');
        _commandLine.Environment[secret[0]] = secret[1];
        var commands = page.Where(line => line.StartsWith(Program, StringComparison.Ordinal)).Select(line => line[Program.Length..]).ToList();
        Assert.Equal(["check", "explain", "run", "send"], commands.Select(command => command.Split(' ')[0]));

        foreach (var command in commands.Take(2))
        {
            string[] arguments = [.. command.Split(' ').Select(part => part.StartsWith("docs/", StringComparison.Ordinal) ? Repository.PathOf(part) : part)];
            Assert.True(await _commandLine.RunAsync(arguments) == 0, _commandLine.Output + _commandLine.Error);
        }

        Assert.Contains("accepted and forwarded", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_webhook_it_sends_is_let_through()
    {
        await using var upstream = await Upstream.StartAsync();
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("docs", "own-provider", "gateway.json")))!;
        var preset = configuration["Gateway"]!["Providers"]!;
        var test = new TestConfiguration(upstream.Url, configuration["ReverseProxy"]!["Routes"]!["acme"]!["Verification"]!.ToJsonString());
        test.Change(root => root["Gateway"]!["Providers"] = preset.DeepClone());
        test.Environment["ACME_WEBHOOK_SECRET"] = _commandLine.Environment["ACME_WEBHOOK_SECRET"] = "a-secret-of-your-own";
        await using var gateway = await TestGateway.StartAsync(test);

        var exitCode = await _commandLine.RunAsync(
            "send", "hooks", "--body", Repository.PathOf("docs", "own-provider", "event.json"), "--config", test.Path, "--url", $"{gateway.Url}webhooks/acme");

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
    }
}
