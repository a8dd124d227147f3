using System.Text.Json.Nodes;
using Gateway.Tests.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class CheckCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task A_good_configuration_ends_with_0()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        _commandLine.Environment["SECRET"] = TestConfiguration.Secret;

        Assert.Equal(0, await _commandLine.RunAsync("check", "--config", configuration.Path));
        Assert.Contains("good, 1 routes", _commandLine.Output, StringComparison.Ordinal);
        Assert.Empty(_commandLine.Error);
    }

    [Fact]
    public async Task Every_problem_is_told_with_its_path_and_ends_with_2()
    {
        const string verification = """
            {
              "Provider": "ideogram",
              "Signature": { "Secrets": [ "env:SECRET" ] },
              "Replay": { "MaxAge": "300" },
              "Dedupliction": {}
            }
            """;
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", verification);

        Assert.Equal(2, await _commandLine.RunAsync("check", "--config", configuration.Path));
        var path = "$.ReverseProxy.Routes.hooks.Verification";
        Assert.StartsWith($"{configuration.Path}: 3 problems\n", _commandLine.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}.Signature.Secrets[0]\n", _commandLine.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}.Replay.MaxAge\n", _commandLine.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"{path}.Dedupliction\n    unknown key. Did you mean 'Deduplication'?", _commandLine.Error, StringComparison.Ordinal);
        Assert.Empty(_commandLine.Output);
    }

    [Fact]
    public async Task As_json_problems_and_warnings_are_told_with_their_paths()
    {
        using var wrong = new TestConfiguration("http://127.0.0.1:1/", $$"""{ {{SignedWebhook.Scheme}}, "Mode": "Nonsense" }""");
        _commandLine.Environment["SECRET"] = TestConfiguration.Secret;
        Assert.Equal(2, await _commandLine.RunAsync("check", "--json", "--config", wrong.Path));
        var told = JsonNode.Parse(_commandLine.Output)!;
        Assert.Equal((wrong.Path, false), (told["file"]!.ToString(), (bool)told["isGood"]!));
        var problem = Assert.Single(told["problems"]!.AsArray())!;
        Assert.Equal(("$.ReverseProxy.Routes.hooks.Verification.Mode", "problem"), (problem["path"]!.ToString(), problem["severity"]!.ToString()));
        Assert.Empty(_commandLine.Error);

        using var doubtful = new CommandLine();
        doubtful.Environment["SECRET"] = "short";
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        Assert.Equal(0, await doubtful.RunAsync("check", "--json", "--config", configuration.Path));
        told = JsonNode.Parse(doubtful.Output)!;
        Assert.Equal((true, 1, "warning"), ((bool)told["isGood"]!, (int)told["routes"]!, told["problems"]![0]!["severity"]!.ToString()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(""", "Nonsense": 1""", 2)]
    public async Task Without_secrets_only_what_else_is_wrong_is_told(string more, int code)
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme}{more} }}");

        Assert.Equal(code, await _commandLine.RunAsync("check", "--without-secrets", "--config", configuration.Path));

        Assert.DoesNotContain("env:SECRET", _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
        Assert.Equal(code == 0, _commandLine.Output.Contains("good, 1 routes, 1 secret not read", StringComparison.Ordinal));
        Assert.Equal(2, await _commandLine.RunAsync("check", "--config", configuration.Path)); // With them it is a problem.
    }

    [Fact]
    public async Task A_misspelt_provider_is_told_with_the_nearest()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", """{ "Provider": "ideogramm" }""");

        Assert.Equal(2, await _commandLine.RunAsync("check", "--config", configuration.Path));
        Assert.Contains(
            "no provider is called 'ideogramm'. Did you mean 'ideogram'?", _commandLine.Error, StringComparison.Ordinal);
    }

    /// <summary>All that <see cref="ConfigurationProblemTests"/> knows: in another build, what reads the configuration may lack a part.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_problem_that_there_is_is_told(string name)
    {
        var @case = ConfigurationCase.Read(name);
        using var configuration = ConfigurationFolder.OfCase(@case);
        foreach (var variable in ConfigurationFolder.Variables)
        {
            _commandLine.Environment[variable] = ConfigurationFolder.Variable(variable)!;
        }

        var exitCode = await _commandLine.RunAsync("check", "--config", configuration.PathOf("gateway.json"));

        var told = (@case.IsGood ? _commandLine.Output : _commandLine.Error).Replace(configuration.Folder + "/", "", StringComparison.Ordinal);
        Assert.Equal(@case.IsGood ? 0 : 2, exitCode);
        Assert.DoesNotContain(@case.ReportLines, line => !told.Contains(Told(line), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warnings_are_told_and_refuse_nothing()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        _commandLine.Environment["SECRET"] = "short";

        Assert.Equal(0, await _commandLine.RunAsync("check", "--config", configuration.Path));
        Assert.Contains("good, 1 routes, 1 warning\n", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains(".Signature.Secrets[0]\n    warning: ", _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("short\n", _commandLine.Output, StringComparison.Ordinal);
    }

    /// <summary>The cases that the file alone makes: variables are the whole process's. Kafka is not in the native build, which says so instead.</summary>
    public static TheoryData<string> Cases =>
    [
        .. ConfigurationCase.Names.Where(name => ConfigurationCase.Read(name) is var @case && @case.Variables.Count == 0
            && (GatewayProgram.Other is null || !@case.Json.Contains("\"Kafka\"", StringComparison.Ordinal))),
    ];

    private static string Told(string line)
    {
        var isWarning = line.StartsWith(ConfigurationCase.Warning, StringComparison.Ordinal);
        var parts = (isWarning ? line[ConfigurationCase.Warning.Length..] : line).Split(": ", 2);
        return $"  {parts[0]}\n    {(isWarning ? ConfigurationCase.Warning : "")}{parts[1]}\n";
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_problem_like_any_other()
    {
        Assert.Equal(2, await _commandLine.RunAsync("check", "--config", "/nowhere/gateway.json"));
        Assert.Contains("cannot be read", _commandLine.Error, StringComparison.Ordinal);
    }
}
