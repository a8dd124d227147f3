using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>The sample of a route with tenants.</summary>
public sealed class TenantSampleTests
{
    [Fact]
    public async Task It_is_good_where_its_directory_is()
    {
        using var tenants = new TenantDirectory().With("acme", "whsec_0123456789abcdef0123456789abcdef");
        var sample = await File.ReadAllTextAsync(Repository.PathOf("config", "tenants.json"));
        using var configuration = new ConfigurationFolder(sample.Replace("/run/secrets/stripe", tenants.Path, StringComparison.Ordinal));

        var load = await configuration.LoadAsync();

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
        Assert.Equal(1, load.Snapshot!.Compiled["stripe"].Tenants!.Tenants.Count);
    }

    [Fact]
    public async Task Where_there_is_no_directory_that_is_the_problem()
    {
        var sample = await File.ReadAllTextAsync(Repository.PathOf("config", "tenants.json"));
        using var configuration = new ConfigurationFolder(sample.Replace("/run/secrets/stripe", "none", StringComparison.Ordinal));

        Assert.Equal(["$.ReverseProxy.Routes.stripe.Verification.Signature.Secrets[0].Directory: there is no directory 'none'."], await configuration.ProblemsAsync());
    }
}
