using System.Globalization;
using System.Net;
using Gateway.Secrets.Remote;

namespace Gateway.Secrets.Agent;

/// <summary>An agent of the operator's own, asked by GET for each tenant.</summary>
/// <param name="client">Asks it.</param>
/// <param name="url">Where, with <see cref="RemoteUrl.Tenant"/> in it.</param>
internal sealed class AgentSecrets(SecretsClient client, string url) : IRemoteSecrets
{
    public string Name => $"the agent {url.Split('?')[0]}"; // A query may be a secret of its own.

    public async Task<RemoteAnswer> AskAsync(string tenant, CancellationToken cancellation)
    {
        // Names have no character that means anything in a URL.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url.Replace(RemoteUrl.Tenant, tenant, StringComparison.Ordinal)));
        request.Headers.Accept.ParseAdd("application/json");
        var (status, content, away) = await client.SendAsync(request, cancellation);
        return (away.Length, status) switch
        {
            ( > 0, _) => RemoteAnswer.Unknown(away),
            (_, HttpStatusCode.OK) => TenantAnswer.Read(tenant, content),
            (_, HttpStatusCode.NotFound) => RemoteAnswer.None,
            _ => RemoteAnswer.Unknown(string.Create(CultureInfo.InvariantCulture, $"the answer is {(int)status}")),
        };
    }
}
