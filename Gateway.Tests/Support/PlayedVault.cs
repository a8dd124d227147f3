using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Gateway.Tests.Support;

/// <summary>
/// Vault on this machine, played by WireMock, with the answers of the real one (https://developer.hashicorp.com/vault/api-docs): log-in,
/// renewal, a key/value engine of version 2, denied, sealed.
/// </summary>
internal sealed class PlayedVault : IDisposable
{
    public const string RoleId = "role-of-the-gateway";
    public const string SecretId = "secret-id-never-to-be-seen";
    public const string Token = "hvs.given-never-to-be-seen";

    private readonly WireMockServer _server;
    private readonly ConcurrentDictionary<string, byte> _tokens = new(StringComparer.Ordinal) { [Token] = 0 };
    private int _logins;

    /// <param name="certificate">The file (PKCS#12) of what it shows over TLS; null for HTTP.</param>
    public PlayedVault(string? certificate = null)
    {
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0"],
            CertificateSettings = certificate is null ? null : new WireMockCertificateSettings { X509CertificateFilePath = certificate, X509CertificatePassword = "" },
        });
        _server.Given(Request.Create()).RespondWith(Response.Create().WithCallback(Answer));
    }

    public string Url => _server.Url!;

    /// <summary>What each path below the mount holds, as JSON.</summary>
    public ConcurrentDictionary<string, string> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said of a path that is not there.</summary>
    public string Missing { get; set; } = """{"errors":[]}""";

    public string Mount { get; set; } = "secret";

    public string Namespace { get; set; } = "";

    public string Jwt { get; set; } = "jwt-1-never-to-be-seen";

    public bool IsSealed { get; set; }

    public bool Denies { get; set; }

    /// <summary>Of the tokens that are given out, in seconds.</summary>
    public int Lease { get; set; } = 3600;

    public bool IsRenewable { get; set; } = true;

    /// <summary>Everything that was asked for, in order, such as <c>GET /v1/secret/data/acme</c>.</summary>
    public IReadOnlyList<string> Asked => [.. _server.LogEntries.Select(entry => $"{entry.RequestMessage.Method} {entry.RequestMessage.Path}")];

    public int Logins => Volatile.Read(ref _logins);

    public int Count(string asked) => Asked.Count(one => one == asked);

    /// <summary>A token is good from now on.</summary>
    public void Allow(string token) => _tokens[token] = 0;

    /// <summary>No token is good any more.</summary>
    public void Revoke() => _tokens.Clear();

    public void Dispose() => _server.Dispose();

    private ResponseMessage Answer(IRequestMessage request)
    {
        if (IsSealed)
        {
            return Said(503, """{"errors":["Vault is sealed"]}""");
        }

        var path = request.Path["/v1/".Length..];
        if (HeaderOf(request, "X-Vault-Namespace") != Namespace)
        {
            return Said(404, """{"errors":["no handler for route \"elsewhere\". route entry not found."]}""");
        }

        return path switch
        {
            "auth/approle/login" => LogIn(request, body => (string?)body["role_id"] == RoleId && (string?)body["secret_id"] == SecretId),
            "auth/kubernetes/login" => LogIn(request, body => (string?)body["role"] == "gateway" && (string?)body["jwt"] == Jwt),
            _ when !_tokens.ContainsKey(HeaderOf(request, "X-Vault-Token")) => Said(403, """{"errors":["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]}"""),
            "auth/token/lookup-self" => Said(200, $$"""{ "data": { "ttl": {{Lease}}, "renewable": {{(IsRenewable ? "true" : "false")}} } }"""),
            "auth/token/renew-self" => Authenticated(HeaderOf(request, "X-Vault-Token")),
            _ when Denies => Said(403, """{"errors":["1 error occurred:\n\t* permission denied\n\n"]}"""),
            _ when !path.StartsWith($"{Mount}/data/", StringComparison.Ordinal) => Said(404, """{"errors":["no handler for route. route entry not found."]}"""),
            _ => Held.TryGetValue(path[$"{Mount}/data/".Length..], out var data)
                ? Said(data == "null" ? 404 : 200, $$"""{ "data": { "data": {{data}}, "metadata": { "version": 1, "destroyed": false } } }""")
                : Said(404, Missing),
        };
    }

    private ResponseMessage LogIn(IRequestMessage request, Func<JsonNode, bool> isRight)
    {
        Interlocked.Increment(ref _logins);
        if (!isRight(JsonNode.Parse(request.Body!)!))
        {
            return Said(400, """{"errors":["invalid role or secret ID"]}""");
        }

        var token = $"hvs.{Unique.Name("token")}-never-to-be-seen";
        _tokens[token] = 0;
        return Authenticated(token);
    }

    private ResponseMessage Authenticated(string token) => Said(
        200, $$"""{ "auth": { "client_token": "{{token}}", "lease_duration": {{Lease}}, "renewable": {{(IsRenewable ? "true" : "false")}} } }""");

    private static string HeaderOf(IRequestMessage request, string name) =>
        request.Headers is { } headers && headers.TryGetValue(name, out var values) ? values.ToString() : "";

    private static ResponseMessage Said(int status, string json) => new()
    {
        StatusCode = status,
        BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = json },
    };
}
