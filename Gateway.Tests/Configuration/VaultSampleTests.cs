using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>The sample of a route whose tenants' secrets are in Vault.</summary>
public sealed class VaultSampleTests
{
    [Fact]
    public async Task It_is_good_as_it_is_without_a_Vault_to_be_asked()
    {
        using var configuration = new ConfigurationFolder(await File.ReadAllTextAsync(Repository.PathOf("config", "vault.json")));

        var load = await configuration.LoadAsync();

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
        Assert.False(load.Snapshot!.Compiled["stripe"].Tenants!.IsWhole);
    }
}
