using Gateway.Reading;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class HealthCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task A_file_without_its_secrets_still_tells_where_to_ask()
    {
        var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        await using var gateway = await TestGateway.StartAsync(configuration);
        configuration.Change(root => root["Gateway"]!["Admin"]!["Url"] = gateway.AdminUrl.ToString());

        Assert.Equal(0, await _commandLine.RunAsync("health", "--config", configuration.Path));
        Assert.Contains("ok", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_does_not_make_a_gateway_ill_that_serves()
    {
        var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        await using var gateway = await TestGateway.StartAsync(configuration);
        configuration.WriteText("{ \"Gateway\": ");
        _commandLine.Environment["Gateway__Admin__Url"] = gateway.AdminUrl.ToString();

        Assert.Equal(0, await _commandLine.RunAsync("health", "--config", configuration.Path));
    }

    [Fact]
    public async Task It_stays_green_behind_a_refused_reload_and_ready_says_so()
    {
        var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        await using var gateway = await TestGateway.StartAsync(configuration);
        _commandLine.Environment["Gateway__Admin__Url"] = gateway.AdminUrl.ToString();

        await gateway.ReloadAsync(root => root["Gateway"]!["Nonsense"] = 1);

        Assert.False(gateway.Services.GetRequiredService<ReloadState>().Succeeded);
        Assert.Equal(0, await _commandLine.RunAsync("health", "--config", configuration.Path));
        var ready = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/readyz")); // which throws unless it is 2xx
        Assert.Equal("""{"status":"ready","store":"memory","configuration":"stale","configurationProblems":1,"configurationWarnings":0}""", ready);
    }

    [Fact]
    public async Task Nobody_there_ends_with_1()
    {
        _commandLine.Environment["Gateway__Admin__Url"] = "http://127.0.0.1:1";

        Assert.Equal(1, await _commandLine.RunAsync("health", "--config", "/nowhere/gateway.json"));
        Assert.StartsWith("http://127.0.0.1:1/: ", _commandLine.Error, StringComparison.Ordinal);
    }
}
