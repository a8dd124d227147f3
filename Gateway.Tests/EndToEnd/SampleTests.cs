using System.Text.Json.Nodes;
using Gateway.Tests.Cli.Sending;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Every shipped sample, sent as its provider would, through the real gateway.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SampleTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public static TheoryData<string> Samples() => SampleRequestTests.Samples();

    public void Dispose() => _commandLine.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_accepted_as_its_provider_signs_it(string provider)
    {
        await using var upstream = await Upstream.StartAsync();
        var (section, secret) = RouteOf(provider);
        var configuration = new TestConfiguration(upstream.Url, section);
        configuration.Environment["SECRET"] = secret;
        _commandLine.Environment["SECRET"] = secret;
        await using var gateway = await TestGateway.StartAsync(configuration);

        var exitCode = await _commandLine.RunAsync("send", "hooks", "--url", $"{gateway.Url}hooks/{provider}", "--config", configuration.Path);

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
        Assert.Single(upstream.Received);
    }

    /// <summary>What a route of the provider has to say, from its vector if there is one.</summary>
    private static (string Section, string Secret) RouteOf(string provider)
    {
        if (ProviderVector.Names().Contains(provider, StringComparer.Ordinal))
        {
            var vector = ProviderVector.Load(provider);
            return (vector.Verification, vector.Secret ?? "");
        }

        var section = new JsonObject
        {
            ["Provider"] = provider,
            ["Signature"] = new JsonObject { ["Secrets"] = new JsonArray("env:SECRET") },
        };
        return (section.ToJsonString(), TestConfiguration.Secret);
    }
}
