using Gateway.Verification.Fetching;

namespace Gateway.Verification.Handshake;

/// <summary>Calls the URL by which a provider has its challenge confirmed.</summary>
internal sealed partial class ConfirmationClient(ProviderClient client, ILogger<ConfirmationClient> logger)
{
    /// <summary>The answer is not looked at; a provider's is a page or a few lines.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Whether the provider has taken it.</summary>
    public async Task<bool> CallAsync(string route, Uri url)
    {
        try
        {
            await client.GetAsync(url, MostBytes, mostRedirects: 0);
            LogConfirmed(route, url.Host);
            return true;
        }
        catch (ProviderUnavailableException exception)
        {
            LogNotConfirmed(route, url.Host, exception.Message);
            return false;
        }
    }
}
