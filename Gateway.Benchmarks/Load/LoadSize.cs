using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>How much a gateway has beside what one webhook uses of it.</summary>
internal sealed record LoadSize
{
    public static readonly LoadSize Least = new();

    /// <summary>Routes, the load's included; each of the others has a path and a secret's file of its own.</summary>
    public int Routes { get; init; } = 1;

    /// <summary>Tenants of the load's route, in a directory, all of which send; 0 for a route with one secret.</summary>
    public int Tenants { get; init; }

    /// <summary>Networks that may call the load's route, loopback's included; 0 for the few of every load.</summary>
    public int Networks { get; init; }

    /// <summary>Event types of the load's route with a schema each, of which the load's is in the middle; 0 for one schema of all.</summary>
    public int Schemas { get; init; }

    /// <summary>Secrets of the load's route, the last of which signs; 0 for one.</summary>
    public int Secrets { get; init; }

    /// <summary>Events that the store remembers when the gateway starts; null where it is not about that.</summary>
    public int? Remembered { get; init; }

    public string Name =>
        Remembered is { } remembered ? Text($"{remembered} remembered")
        : Tenants > 0 ? Text($"{Tenants} tenants")
        : Networks > 0 ? Counted(Networks, "network")
        : Schemas > 0 ? Counted(Schemas, "schema")
        : Secrets > 0 ? Counted(Secrets, "secret")
        : Counted(Routes, "route");

    public static string NameOfTenant(long number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number:D8}");

    public static string SecretOfTenant(string secret, long number) => string.Create(CultureInfo.InvariantCulture, $"{secret}-{number:D8}");

    /// <summary>Adds all of it but what is remembered.</summary>
    /// <param name="configuration">As written so far.</param>
    /// <param name="directory">Where its files go.</param>
    /// <param name="secret">By which those of tenants differ from other runs'.</param>
    public void AddTo(JsonObject configuration, DirectoryInfo directory, string secret)
    {
        var routes = configuration["ReverseProxy"]![nameof(Routes)]!.AsObject();
        var load = routes["load"]!.AsObject();
        AddRoutes(routes, directory, secret);
        if (Tenants > 0)
        {
            AddTenants(load, directory, secret);
        }

        if (Networks > 0)
        {
            load["Verification"]!["IpAllowList"] = LoadNetworks.Choose(Networks);
        }

        if (Schemas > 0)
        {
            load["Verification"]!["Schema"] = LoadSchemas.Write(Schemas, directory);
        }

        if (Secrets > 0)
        {
            AddSecrets(load, directory, secret);
        }
    }

    private void AddRoutes(JsonObject routes, DirectoryInfo directory, string secret)
    {
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
    }

    private void AddTenants(JsonObject load, DirectoryInfo directory, string secret)
    {
        var tenants = directory.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        for (var i = 0; i < Tenants; i++)
        {
            File.WriteAllText(Path.Combine(tenants.FullName, NameOfTenant(i)), SecretOfTenant(secret, i));
        }

        load["Match"]!["Path"] = $"{LoadRequest.Path}/{{tenant}}";
        load["Verification"]!["Tenant"] = new JsonObject { ["From"] = "path:tenant" };
        load["Verification"]!["Signature"]![nameof(Secrets)] = new JsonObject { ["Directory"] = tenants.FullName };
    }

    /// <summary>Before the one that signs: each of them is tried for every webhook.</summary>
    private void AddSecrets(JsonObject load, DirectoryInfo directory, string secret)
    {
        var others = directory.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        var secrets = load["Verification"]!["Signature"]![nameof(Secrets)]!.AsArray();
        for (var i = 1; i < Secrets; i++)
        {
            File.WriteAllText(Path.Combine(others.FullName, $"{i}"), SecretOfTenant(secret, i));
            secrets.Insert(i - 1, $"file:{others.Name}/{i}");
        }
    }

    private static string Counted(int count, string what) => Text($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
