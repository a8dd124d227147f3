using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

public sealed class ProxyCompilerTests
{
    [Fact]
    public async Task Every_key_that_YARP_documents_is_known_here()
    {
        using var configuration = new ConfigurationFolder(
            await File.ReadAllTextAsync(Repository.PathOf("Gateway.Tests", "Golden", "yarp-full.json")));

        var snapshot = await configuration.SnapshotAsync();

        Assert.Equal(["full", "timeout"], snapshot.Routes.Select(route => route.RouteId).Order(StringComparer.Ordinal));
        Assert.Equal(2, Assert.Single(snapshot.Clusters).Destinations!.Count);
    }

    [Fact]
    public async Task The_sample_configuration_has_no_problem_but_secrets_that_are_not_set()
    {
        using var configuration = new ConfigurationFolder("{}");
        var loader = new Gateway.Configuration.ConfigurationLoader(
            Repository.PathOf("config", "gateway.json"), _ => "a secret", new Dictionary<string, string?>(StringComparer.Ordinal));

        Assert.Empty((await loader.LoadAsync(configuration.Services)).Problems);
    }
}
