using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>One mistake of the table: a request that was signed rightly and changed, and what has to be told of it.</summary>
/// <param name="Title">What was done.</param>
/// <param name="Finding">The finding that names it.</param>
/// <param name="Cure">Words of its cure.</param>
/// <param name="At">When it is judged, in seconds since 1970.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Target">Its path and query.</param>
/// <param name="Headers">Its headers, a name and a value each.</param>
/// <param name="BodyBase64">Its body.</param>
/// <param name="Environment">The secrets.</param>
/// <param name="Routes">The routes' sections by name, each with its <c>Match</c> if it has one.</param>
/// <param name="Gateway">The section <c>Gateway</c>; null for none.</param>
/// <param name="Files">Files beside the configuration, by name; null for none.</param>
internal sealed record MadeMistake(
    string Title, string Finding, IReadOnlyList<string> Cure, long At, string Method, string Target, IReadOnlyList<IReadOnlyList<string>> Headers,
    string BodyBase64, IReadOnlyDictionary<string, string> Environment, JsonObject Routes, JsonObject? Gateway = null,
    IReadOnlyDictionary<string, string>? Files = null)
{
    private static readonly Lazy<IReadOnlyList<MadeMistake>> Read = new(() => [.. Table("mistakes.json"), .. Table("proofs.json")]);

    /// <summary>The tables, printed by the scripts beside them.</summary>
    public static IReadOnlyList<MadeMistake> All => Read.Value;

    /// <summary>Runs <c>gateway explain</c> over it.</summary>
    public async Task<ToldMistake> ExplainAsync()
    {
        var routes = new JsonObject();
        foreach (var (name, section) in Routes)
        {
            var verification = section!.DeepClone().AsObject();
            var match = verification["Match"]?.DeepClone() ?? new JsonObject { ["Path"] = name == "hooks" ? "{**rest}" : $"/{name}" };
            verification.Remove("Match");
            routes[name] = new JsonObject { ["ClusterId"] = "backend", ["Match"] = match, ["Verification"] = verification };
        }

        var root = new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = JsonNode.Parse("""{ "backend": { "Destinations": { "only": { "Address": "http://127.0.0.1:1/" } } } }"""),
            },
        };
        if (Gateway is not null)
        {
            root["Gateway"] = Gateway.DeepClone();
        }

        using var folder = new ConfigurationFolder(root.ToJsonString());
        using var commandLine = new CommandLine();
        foreach (var (name, value) in Environment)
        {
            commandLine.Environment[name] = value;
        }

        foreach (var (name, text) in Files ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            await File.WriteAllTextAsync(folder.PathOf(name), text);
        }

        await File.WriteAllBytesAsync(folder.PathOf("request.http"), Capture());
        var exitCode = await commandLine.RunAsync(
            "explain", folder.PathOf("request.http"), "--config", folder.PathOf("gateway.json"), "--at", $"{At}");
        return new ToldMistake(exitCode, commandLine.Output, commandLine.Error);
    }

    private static List<MadeMistake> Table(string name) =>
        JsonSerializer.Deserialize<List<MadeMistake>>(File.ReadAllBytes(Repository.PathOf("Gateway.Tests", "Cli", "Explaining", "Mistakes", name)))!;

    private byte[] Capture()
    {
        var head = string.Concat(Headers.Select(header => $"{header[0]}: {header[1]}\r\n"));
        return [.. System.Text.Encoding.Latin1.GetBytes($"{Method} {Target} HTTP/1.1\r\n{head}\r\n"), .. Convert.FromBase64String(BodyBase64)];
    }
}
