using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>How much a gateway has beside what one webhook uses of it.</summary>
/// <param name="Routes">Routes, the load's included; each of the others has a path and a secret's file of its own.</param>
/// <param name="Tenants">Tenants of the load's route, in a directory, all of which send; 0 for a route with one secret.</param>
internal sealed record LoadSize(int Routes, int Tenants)
{
    public static readonly LoadSize Least = new(Routes: 1, Tenants: 0);

    public string Name => Tenants > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Tenants} tenants")
        : string.Create(CultureInfo.InvariantCulture, $"{Routes} route{(Routes == 1 ? "" : "s")}");

    public static string NameOfTenant(long number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number:D8}");

    public static string SecretOfTenant(string secret, long number) => string.Create(CultureInfo.InvariantCulture, $"{secret}-{number:D8}");

    /// <summary>Adds the routes and the tenants.</summary>
    /// <param name="configuration">As written so far.</param>
    /// <param name="directory">Where its files go.</param>
    /// <param name="secret">By which those of tenants differ from other runs'.</param>
    public void AddTo(JsonObject configuration, DirectoryInfo directory, string secret)
    {
        var routes = configuration["ReverseProxy"]![nameof(Routes)]!.AsObject();
        if (Routes > 1)
        {
            directory.CreateSubdirectory("secrets");
        }

        for (var i = 1; i < Routes; i++)
        {
            File.WriteAllText(Path.Combine(directory.FullName, "secrets", $"{i}"), SecretOfTenant(secret, i));
            routes[$"route-{i}"] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = $"/hooks/{i}", ["Methods"] = new JsonArray("POST") },
                ["Verification"] = JsonNode.Parse($$"""{ "Provider": "stripe", "Signature": { "Secrets": [ "file:secrets/{{i}}" ] } }"""),
            };
        }

        if (Tenants > 0)
        {
            var tenants = directory.CreateSubdirectory(Guid.NewGuid().ToString("N"));
            for (var i = 0; i < Tenants; i++)
            {
                File.WriteAllText(Path.Combine(tenants.FullName, NameOfTenant(i)), SecretOfTenant(secret, i));
            }

            routes["load"]!["Match"]!["Path"] = $"{LoadRequest.Path}/{{tenant}}";
            routes["load"]!["Verification"]!["Tenant"] = new JsonObject { ["From"] = "path:tenant" };
            routes["load"]!["Verification"]!["Signature"]!["Secrets"] = new JsonObject { ["Directory"] = tenants.FullName };
        }
    }
}
