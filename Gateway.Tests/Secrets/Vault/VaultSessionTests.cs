using Gateway.Secrets.Remote;
using Gateway.Secrets.Vault;
using Gateway.Tests.Support;

namespace Gateway.Tests.Secrets.Vault;

/// <summary>Which token Vault is asked with.</summary>
public sealed class VaultSessionTests : IDisposable
{
    private const string Another = "hvs.another-never-to-be-seen";

    private readonly PlayedVault _vault = new();
    private readonly SecretsClient _client = new();

    [Fact]
    public async Task A_token_that_was_replaced_is_not_used_any_more_though_it_is_good_yet()
    {
        _vault.Allow(Another);
        var credential = new VaultCredential(PlayedVault.Token);
        using var session = new VaultSession(
            _client, new VaultPlace(new Uri($"{_vault.Url}/"), "secret", "stripe/{tenant}", ""), new GivenToken(credential), TestClock.New());
        Assert.Equal(PlayedVault.Token, (await session.TokenAsync(CancellationToken.None)).Token);

        credential.Text = Another; // As when its file has another content.

        Assert.Equal(Another, (await session.TokenAsync(CancellationToken.None)).Token);
    }

    public void Dispose()
    {
        _client.Dispose();
        _vault.Dispose();
    }
}
