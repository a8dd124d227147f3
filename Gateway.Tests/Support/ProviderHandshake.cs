using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Support;

/// <summary>The challenges of one provider; an entry of <c>Vectors/handshakes.json</c>, computed apart from this code.</summary>
/// <param name="Preset">What a preset would say of them; null for what the shipped one says.</param>
/// <param name="Base">The rest of it, as far as the requests need it; null for the shipped preset of that name.</param>
/// <param name="Route">What a route says beside the preset's name and the secret.</param>
/// <param name="Environment">The secrets.</param>
/// <param name="Requests">What the provider sends, and what it expects.</param>
/// <param name="Note">Where the base stands in for the preset's own.</param>
public sealed record ProviderHandshake(
    JsonObject? Preset, JsonObject? Base, JsonObject? Route, IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<ProviderRequest> Requests, string? Note)
{
    /// <summary>When the signed ones were signed.</summary>
    public static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static IReadOnlyDictionary<string, ProviderHandshake> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, ProviderHandshake>>(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "handshakes.json")))!;

    /// <summary>A gateway whose only route is bound to this provider, by a preset in the form of a shipped one.</summary>
    internal static TestConfiguration Configure(string provider, string upstream, string mode = "Enforce")
    {
        var handshake = All[provider];
        var preset = handshake.Base?.DeepClone().AsObject() ?? new JsonObject { ["Provider"] = provider };
        foreach (var (key, section) in handshake.Preset ?? [])
        {
            preset[key] = section?.DeepClone();
        }

        var route = handshake.Route?.DeepClone().AsObject() ?? [];
        route["Provider"] = "the-provider";
        route["Mode"] = mode;
        if (handshake.Environment.ContainsKey("SECRET"))
        {
            var signature = route["Signature"] as JsonObject ?? [];
            signature["Secrets"] = "env:SECRET";
            route["Signature"] = signature;
        }

        foreach (var stage in (string[])["Events", "Deduplication"])
        {
            // Every event is sent twice, and stripped to what its signature needs.
            route.TryAdd(stage, null);
        }

        var configuration = new TestConfiguration(upstream, route.ToJsonString());
        foreach (var (name, value) in handshake.Environment)
        {
            configuration.Environment[name] = value;
        }

        return configuration.Change(root => root["Gateway"]!["Providers"] = new JsonObject { ["the-provider"] = preset });
    }
}
