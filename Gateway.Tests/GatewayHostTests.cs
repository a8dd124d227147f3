using Gateway.Tests.Support;

namespace Gateway.Tests;

/// <summary>How a gateway is built from its configuration.</summary>
public sealed class GatewayHostTests : IDisposable
{
    private readonly TestConfiguration _configuration = new(
        "http://127.0.0.1:9/", """{ "Provider": "stripe", "Signature": { "Secrets": [ "env:SECRET" ] }, "RateLimit": { "Limit": 10, "Period": "1s" } }""");

    [Fact]
    public async Task A_start_reads_each_secret_once_as_a_check_does()
    {
        var lookUps = 0;
        var options = _configuration.Options with
        {
            Environment = name =>
            {
                lookUps += name == "SECRET" ? 1 : 0;
                return _configuration.Environment.GetValueOrDefault(name);
            },
        };
        Assert.Empty((await GatewayHost.CheckAsync(options)).Problems);
        var ofCheck = lookUps;
        Assert.True(ofCheck > 0);

        var (app, _) = await GatewayHost.BuildAsync(options);

        await app!.DisposeAsync();
        Assert.Equal(2 * ofCheck, lookUps);
    }

    [Fact]
    public async Task A_configuration_with_a_problem_touches_no_store()
    {
        _configuration.WithSqlite().Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Modus"] = "None");

        var (app, problems) = await GatewayHost.BuildAsync(_configuration.Options);

        Assert.Null(app);
        Assert.Single(problems);
        Assert.False(File.Exists(_configuration.DatabasePath));
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_is_no_gateway()
    {
        _configuration.WithSqlite();
        Directory.CreateDirectory(_configuration.DatabasePath);

        await Assert.ThrowsAsync<Gateway.Storage.StoreUnavailableException>(() => GatewayHost.BuildAsync(_configuration.Options));
    }

    public void Dispose() => _configuration.Dispose();
}
