namespace Gateway.Tests.Support;

/// <summary>The route <c>hooks</c> whose tenants are in the gateway's store.</summary>
internal static class StoreRoute
{
    public const string Body = """{"id":"evt_1"}""";

    public static TestConfiguration Configuration(string backend, string rest = "")
    {
        var configuration = new TestConfiguration(backend, $$"""
            { "Tenant": { "From": "path:tenant" },
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Store": true } }{{rest}} }
            """);
        configuration.Environment["KEY_A"] = Convert.ToBase64String(Pattern.Bytes(32, start: 1));
        configuration.Environment["KEY_B"] = Convert.ToBase64String(Pattern.Bytes(32, start: 2));
        return configuration;
    }

    /// <summary>With the keys; behind what chooses the store, whose section is written whole.</summary>
    public static TestConfiguration Encrypted(this TestConfiguration configuration, params string[] keys) => configuration.Change(root =>
    {
        root["Gateway"]!["Storage"]!["EncryptionKeys"] = new System.Text.Json.Nodes.JsonArray([.. keys.Select(key => (System.Text.Json.Nodes.JsonNode)key)]);
        root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/hooks/{tenant}";
    });

    public static HttpRequestMessage Request(string tenant, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{tenant}")
        {
            Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Sig", Hmac.Hex(secret, Body));
        return request;
    }

    /// <summary>The status that a webhook is answered with.</summary>
    public static async Task<int> SendAsync(this TestGateway gateway, string tenant, string secret)
    {
        using var request = Request(tenant, secret);
        using var answer = await gateway.Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Puts something of a tenant.</summary>
    public static async Task<(int Status, string Text)> PutTenantAsync(this TestGateway gateway, string tenant, string json, string route = "hooks")
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.PutAsync(new Uri(gateway.AdminUrl, $"/api/tenants/{route}/{tenant}/secrets"), content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
