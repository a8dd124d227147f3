using System.Net;
using System.Text.Json;
using Gateway.Secrets.Remote;

namespace Gateway.Secrets.Vault;

/// <summary>Tenants in a key/value engine (version 2) of HashiCorp Vault or OpenBao: what would stand in a tenant's folder are its keys there.</summary>
/// <param name="client">Asks it.</param>
/// <param name="place">Where.</param>
/// <param name="session">Has the token.</param>
internal sealed class VaultSecrets(SecretsClient client, VaultPlace place, VaultSession session) : IRemoteSecrets
{
    public string Name => $"Vault at {place.Address.GetLeftPart(UriPartial.Authority)}";

    public async Task<RemoteAnswer> AskAsync(string tenant, CancellationToken cancellation)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var (token, away) = await session.TokenAsync(cancellation);
            if (token is null)
            {
                return RemoteAnswer.Unknown(away);
            }

            // Names have no character that means anything in a path.
            var path = place.Path.Replace(RemoteUrl.Tenant, tenant, StringComparison.Ordinal);
            using var request = session.Request(HttpMethod.Get, $"{place.Mount}/data/{path}", token);
            var (status, content, failure) = await client.SendAsync(request, cancellation);
            if (failure.Length > 0)
            {
                return RemoteAnswer.Unknown(failure);
            }

            // Its time was over before it said, or somebody has revoked it: once more with another.
            if (status == HttpStatusCode.Forbidden && isFirst && await session.RefuseAsync(token, cancellation))
            {
                continue;
            }

            return status switch
            {
                HttpStatusCode.OK => Read(tenant, content),
                HttpStatusCode.NotFound when SaysNone(content) => RemoteAnswer.None,
                HttpStatusCode.NotFound => RemoteAnswer.Unknown($"it has nothing at '{place.Mount}': is a key/value engine of version 2 mounted there?"),
                _ => RemoteAnswer.Unknown(VaultSession.Explain(status)),
            };
        }
    }

    /// <summary>A version that was deleted has no data.</summary>
    private static RemoteAnswer Read(string tenant, byte[] content)
    {
        try
        {
            using var answer = JsonDocument.Parse(content);
            return !answer.RootElement.TryGetProperty("data", out var version) || !version.TryGetProperty("data", out var data)
                ? RemoteAnswer.Unknown("the answer is not of a key/value engine of version 2")
                : data.ValueKind == JsonValueKind.Null ? RemoteAnswer.None : TenantAnswer.Read(tenant, data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return RemoteAnswer.Unknown("the answer is no JSON of Vault's");
        }
    }

    /// <summary>
    /// A path that is not there is answered with an empty list, an engine that is not with a text in it, a version that was deleted with
    /// its data. What has neither is not of Vault's, but of something before it.
    /// </summary>
    private static bool SaysNone(byte[] content)
    {
        try
        {
            using var answer = JsonDocument.Parse(content);
            return answer.RootElement.TryGetProperty("errors", out var errors)
                ? errors is { ValueKind: JsonValueKind.Array } && errors.GetArrayLength() == 0
                : answer.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
