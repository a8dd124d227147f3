using Gateway.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ProvidersCommandTests : IDisposable
{
    private const string OwnPresets = """
        {
          "Gateway": {
            "Providers": {
              "acme-pay": {
                "Info": { "Name": "Acme Payments Ltd.", "Aliases": [ "oldname" ] },
                "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Acme-Mac" }
              }
            }
          }
        }
        """;

    private readonly CommandLine _commandLine = new();

    public static TheoryData<string> Presets() => [.. ShippedPresets.Names];

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task All_are_listed_a_line_each()
    {
        Assert.Equal(0, await _commandLine.RunAsync("providers"));

        Assert.Equal(ShippedPresets.Names.Count, _commandLine.Output.Split('\n').TakeWhile(line => line.Length > 0).Count(line => line[0] != ' '));
        Assert.Contains("stripe ", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_looks_at_id_name_status_and_algorithm()
    {
        Assert.Equal(0, await _commandLine.RunAsync("providers", "--filter", "hmac-SHA512"));

        Assert.Contains("paystack", _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stripe", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_one_is_told_with_the_nearest()
    {
        Assert.Equal(2, await _commandLine.RunAsync("providers", "strpe"));

        Assert.Equal("No provider is called 'strpe'. Did you mean 'stripe'?", _commandLine.Error.Trim());
    }

    [Fact]
    public async Task Presets_of_the_configuration_are_listed_and_shown()
    {
        using var configuration = new ConfigurationFolder("""
            { "Gateway": { "Providers": { "acme": { "Provider": "github", "Info": { "Name": "Acme" }, "Signature": { "From": "header:X-Acme-Mac" } } } } }
            """);
        Assert.Equal(0, await _commandLine.RunAsync("providers", "--config", configuration.PathOf("gateway.json"), "--filter", "acme"));
        Assert.Equal(0, await _commandLine.RunAsync("providers", "acme", "--config", configuration.PathOf("gateway.json")));

        Assert.Contains("1 providers", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("header:X-Acme-Mac, behind 'sha256='", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("\"Provider\": \"acme\"", _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACME-PAY")]
    [InlineData("Acme Payments Ltd.")]
    [InlineData("acme payments ltd")]
    [InlineData("old_name")]
    public async Task A_preset_of_the_configuration_is_found_by_its_whole_id_name_or_another_name(string name)
    {
        using var configuration = new ConfigurationFolder(OwnPresets);

        Assert.Equal(0, await _commandLine.RunAsync("providers", name, "--config", configuration.PathOf("gateway.json")));

        Assert.StartsWith("Acme Payments Ltd. (acme-pay), own", _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("payments ltd")]
    [InlineData("old")]
    [InlineData("pay")]
    public async Task A_preset_of_the_configuration_is_not_found_by_a_part(string name)
    {
        using var configuration = new ConfigurationFolder(OwnPresets);

        await _commandLine.RunAsync("providers", name, "--config", configuration.PathOf("gateway.json"));

        Assert.DoesNotContain("Acme Payments Ltd.", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preset_of_the_configuration_stands_before_the_shipped_ones_that_are_called_so()
    {
        using var configuration = new ConfigurationFolder("""
            { "Gateway": { "Providers": { "chat": { "Provider": "github", "Info": { "Name": "Whatsapp" } } } } }
            """);

        Assert.Equal(0, await _commandLine.RunAsync("providers", "whatsapp", "--config", configuration.PathOf("gateway.json")));

        var lines = _commandLine.Output.Split('\n');
        Assert.StartsWith("chat ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("whatsapp-meta ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_ends_with_2()
    {
        Assert.Equal(2, await _commandLine.RunAsync("providers", "--config", "/nowhere/gateway.json"));

        Assert.StartsWith("The configuration '/nowhere/gateway.json' is not there", _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hubspot", "hubspot-v3")]
    [InlineData("aws", "(aws-sns)")]
    [InlineData("whatsapp", "(whatsapp-meta)")]
    [InlineData("meta", "(whatsapp-meta)")]
    [InlineData("Twitter", "(x-twitter)")]
    [InlineData("x", "(x-twitter)")]
    [InlineData("launch_darkly", "(launchdarkly)")]
    [InlineData("Workspace ONE", "(vmware-workspace-one)")]
    [InlineData("facebook_graph_api", "(whatsapp-meta)")]
    public async Task A_provider_is_found_by_what_people_call_it(string name, string found)
    {
        Assert.Equal(0, await _commandLine.RunAsync("providers", name));

        Assert.Contains(found, _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payos", "sorted")]
    [InlineData("pay os", "HMAC-SHA256")]
    public async Task What_is_known_and_cannot_be_written_is_told_with_what_is_missing(string name, string missing)
    {
        Assert.Equal(2, await _commandLine.RunAsync("providers", name));

        Assert.Contains(missing, _commandLine.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oktaa", " Did you mean 'okta'?")]
    [InlineData("metq", "")]
    [InlineData("qqqqqq", "")]
    public async Task Nothing_is_suggested_that_is_another_word(string name, string suggestion)
    {
        Assert.Equal(2, await _commandLine.RunAsync("providers", name));

        Assert.Equal($"No provider is called '{name}'.{suggestion}", _commandLine.Error.Trim());
    }

    [Theory]
    [InlineData("twilio", "\"GET\"")]
    [InlineData("azure-event-grid", "\"OPTIONS\"")]
    [InlineData("braintree", "\"Prefix\": \"your_public_key|\"")]
    [InlineData("tiktok-shop", "\"Content\": \"your_app_key{body}\"")]
    [InlineData("kinde", "\"KeySet\"")]
    [InlineData("google-pubsub", "\"email\"")]
    [InlineData("mailchannels", "\"Id\"")]
    public async Task The_route_says_what_the_provider_needs(string provider, string text)
    {
        Assert.Equal(0, await _commandLine.RunAsync("providers", provider));

        Assert.Contains(text, _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task The_route_that_is_shown_can_be_pasted(string provider)
    {
        Assert.Equal(0, await _commandLine.RunAsync("providers", provider));

        var output = _commandLine.Output;
        var route = output[output.IndexOf($"\"{provider}\": {{", StringComparison.Ordinal)..];
        using var configuration = new ConfigurationFolder($$"""
            {
              "ReverseProxy": {
                "Routes": { {{route}} },
                "Clusters": { "backend": { "Destinations": { "only": { "Address": "http://localhost:5000/" } } } }
              }
            }
            """);
        var variable = provider.ToUpperInvariant().Replace('-', '_');
        _commandLine.Environment[variable + "_WEBHOOK_SECRET"] = SecretFor(provider);
        _commandLine.Environment[variable + "_VERIFY_TOKEN"] = "a token of the tests";

        Assert.True(await _commandLine.RunAsync("check", "--config", configuration.PathOf("gateway.json")) == 0, _commandLine.Error);
    }

    [Fact]
    public async Task The_page_of_the_documentation_is_what_the_command_prints()
    {
        await _commandLine.RunAsync("providers", "--markdown");

        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("docs", "provider-catalog.md")), _commandLine.Output);
    }

    [Fact]
    public async Task The_readme_says_how_many_there_are() => Assert.Contains(
        $"[{Gateway.Configuration.ShippedPresets.Names.Count} presets]",
        await File.ReadAllTextAsync(Repository.PathOf("README.md")),
        StringComparison.Ordinal);

    /// <summary>A secret of the form that the provider's have, from its vector if there is one.</summary>
    private static string SecretFor(string provider) =>
        ProviderVector.Names().Contains(provider, StringComparer.Ordinal)
            ? ProviderVector.Load(provider).Secret ?? ""
            : "a secret of the tests";
}
