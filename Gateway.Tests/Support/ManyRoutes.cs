using System.Text.Json.Nodes;

namespace Gateway.Tests.Support;

/// <summary>A configuration with any number of routes of one preset, each with a path and a secret's file of its own.</summary>
internal static class ManyRoutes
{
    /// <summary>Writes the secrets, and returns the configuration.</summary>
    /// <param name="folder">Where the secrets go, as <c>s/NUMBER</c>.</param>
    /// <param name="count">How many.</param>
    /// <param name="verification">The section of a route, by its number; null for Stripe's preset with the route's secret.</param>
    /// <param name="path">The path of a route, by its number; null for one of its own.</param>
    public static string Write(string folder, int count, Func<int, string>? verification = null, Func<int, string>? path = null)
    {
        Directory.CreateDirectory(Path.Combine(folder, "s"));
        var routes = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            File.WriteAllText(Path.Combine(folder, "s", $"{i}"), SecretOf(i));
            routes[$"route-{i}"] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = path?.Invoke(i) ?? $"/hooks/{i}", ["Methods"] = new JsonArray("POST") },
                ["Verification"] = JsonNode.Parse(
                    verification?.Invoke(i) ?? $$"""{ "Provider": "stripe", "Signature": { "Secrets": [ "file:s/{{i}}" ] } }"""),
            };
        }

        return new JsonObject
        {
            ["Gateway"] = new JsonObject { ["Storage"] = new JsonObject { ["Provider"] = "Memory" } },
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = JsonNode.Parse("""{ "backend": { "Destinations": { "one": { "Address": "http://127.0.0.1:5999/" } } } }"""),
            },
        }.ToJsonString();
    }

    public static string SecretOf(int route) => $"the-secret-of-the-route-{route:D6}";
}
