using System.Text.Json.Nodes;
using Gateway.Cli.Providers;
using Gateway.Cli.Sending;
using Gateway.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// Every shipped preset whose provider signs with a secret that both sides have: its sample, sent as the provider would, with each
/// of its types of events, through a real gateway with a route for each preset.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SampleTests : IAsyncLifetime
{
    /// <summary>What a challenge is compared with.</summary>
    private const string Verified = """, "Handshake": { "Secret": "env:VERIFY" }""";

    /// <summary>Each sending reads the configuration anew.</summary>
    private const int RoutesOfOneGateway = 16;

    private Upstream _upstream = null!;

    /// <summary>What a route of each has to say, and the secrets that it refers to.</summary>
    private static readonly IReadOnlyList<(string Provider, JsonObject Section, Dictionary<string, string> Secrets)> Routes = [.. All()];

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Fact]
    public async Task Every_preset_with_a_shared_secret_accepts_what_is_sent_as_its_provider()
    {
        var failures = new List<string>();
        var sent = 0;
        foreach (var some in Routes.Chunk(RoutesOfOneGateway))
        {
            var configuration = ConfigurationOf(some);
            await using var gateway = await TestGateway.StartAsync(configuration);
            foreach (var (provider, _, secrets) in some)
            {
                foreach (var type in (string?[])[null, .. SampleRequest.Find(provider)?.EventTypes ?? []])
                {
                    sent++;
                    if (await SendAsync(gateway, configuration, provider, type, secrets) is { } failure)
                    {
                        failures.Add(failure);
                    }
                }
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {sent}:\n{string.Join('\n', failures)}");
        Assert.InRange(Routes.Count, 240, int.MaxValue);
    }

    [Fact]
    public void Every_preset_with_a_shared_secret_has_a_sample() =>
        Assert.DoesNotContain(Routes, route => SampleRequest.Find(route.Provider) is null);

    private TestConfiguration ConfigurationOf(IEnumerable<(string Provider, JsonObject Section, Dictionary<string, string> Secrets)> routes)
    {
        var configuration = new TestConfiguration(_upstream.Url, "{}");
        configuration.Change(root =>
        {
            var template = root["ReverseProxy"]!["Routes"]!["hooks"]!;
            var written = new JsonObject();
            foreach (var (provider, section, secrets) in routes)
            {
                var route = template.DeepClone();
                route["Match"] = new JsonObject { ["Path"] = $"/hooks/{provider}" };
                route["Verification"] = section.DeepClone();
                written[provider] = route;
                foreach (var (name, value) in secrets)
                {
                    configuration.Environment[name] = value;
                }
            }

            root["ReverseProxy"]!["Routes"] = written;
        });
        return configuration;
    }

    /// <summary>Sends with the secrets of this route alone; null if it was taken.</summary>
    private static async Task<string?> SendAsync(
        TestGateway gateway, TestConfiguration configuration, string provider, string? type, Dictionary<string, string> secrets)
    {
        using var commandLine = new CommandLine();
        foreach (var (name, value) in secrets)
        {
            commandLine.Environment[name] = value;
        }

        string[] arguments = ["send", provider, "--url", gateway.Url.ToString(), "--config", configuration.Path];
        var exitCode = await commandLine.RunAsync(type is null ? arguments : [.. arguments, "--event", type]);
        return exitCode == 0 ? null : $"{provider} {type}: {exitCode} {commandLine.Output}{commandLine.Error}";
    }

    /// <summary>What a route of each provider has to say, from its vector if there is one.</summary>
    private static IEnumerable<(string Provider, JsonObject Section, Dictionary<string, string> Secrets)> All()
    {
        var vectors = ProviderVector.Names().ToHashSet(StringComparer.Ordinal);
        foreach (var provider in ShippedPresets.Names)
        {
            var (written, secret) = vectors.Contains(provider)
                ? (ProviderVector.Load(provider).Verification, ProviderVector.Load(provider).Secret)
                : ($$"""{ "Provider": "{{provider}}", "Signature": { "Secrets": [ "env:SECRET" ] }{{(provider is "strava" or "websub" ? Verified : "")}} }""", TestConfiguration.Secret);
            if (secret is null || ProviderFacts.Of(provider).Algorithm == "none" || !CanSign(written, secret))
            {
                continue;
            }

            var name = provider.ToUpperInvariant().Replace('-', '_');
            var renamed = written.Replace("env:SECRET", $"env:{name}", StringComparison.Ordinal).Replace("env:VERIFY", $"env:{name}_VERIFY", StringComparison.Ordinal);
            yield return (provider, JsonNode.Parse(renamed)!.AsObject(), new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [name] = secret,
                [$"{name}_VERIFY"] = "a token",
            });
        }
    }

    /// <summary>Not where only the provider has the key, or nothing is signed at all.</summary>
    private static bool CanSign(string section, string secret)
    {
        using var route = TestRoute.Compile(section, new Dictionary<string, string>(StringComparer.Ordinal) { ["SECRET"] = secret, ["VERIFY"] = "a token" });
        return route.Route is { AreKeysFetched: false, Signer: { } signer } && signer.CanSign(route.Clock.GetUtcNow());
    }
}
