using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>What the documentation shows of <c>gateway explain</c> is what it prints.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ExplainPageTests : IDisposable
{
    private const string Program = "dotnet run --project Gateway -- ";

    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task The_example_is_a_real_run()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "explain.md"));
        var profile = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("Gateway", "Properties", "launchSettings.json")))!["profiles"]!["gateway"]!;
        foreach (var (name, value) in profile["environmentVariables"]!.AsObject())
        {
            _commandLine.Environment[name] = value!.GetValue<string>();
        }

        var command = page.Split("```sh\n")[1].Split('\n')[0][Program.Length..].Split(' ');
        string[] arguments = [.. command.Select(part => part.StartsWith("docs/", StringComparison.Ordinal) ? Repository.PathOf(part) : part)];
        Assert.Equal(1, await _commandLine.RunAsync([.. arguments, "--config", Repository.PathOf("config", "gateway.json")]));

        Assert.Equal(page.Split("```\n")[2], _commandLine.Output);
    }
}
