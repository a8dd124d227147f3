using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class RunCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();
    private readonly TestConfiguration _configuration = new("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");

    public RunCommandTests() => _commandLine.Environment["SECRET"] = TestConfiguration.Secret;

    public void Dispose()
    {
        _commandLine.Dispose();
        _configuration.Dispose();
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await AssertCannotStartAsync($"http://{other.LocalEndpoint}", "address already in use");
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_a_problem_of_the_configuration()
    {
        _configuration.Change(root => root["Kestrel"] = JsonNode.Parse("""
            { "Certificates": { "Default": { "Path": "/nowhere/tls.pem" } } }
            """));

        Assert.Equal(2, await _commandLine.RunAsync("run", "--config", _configuration.Path, "--urls", "https://127.0.0.1:0"));
        Assert.Contains("$.Kestrel.Certificates.Default.Path\n    there is no file '/nowhere/tls.pem'", _commandLine.Error, StringComparison.Ordinal);
    }

    private async Task AssertCannotStartAsync(string urls, string reason)
    {
        Assert.Equal(1, await _commandLine.RunAsync("run", "--config", _configuration.Path, "--urls", urls));

        var line = Assert.Single(_commandLine.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("The gateway cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }
}
