using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway config show</c>.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ConfigCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task A_route_is_shown_over_its_preset_and_its_secrets_by_their_name()
    {
        using var configuration = new TestConfiguration(
            "http://127.0.0.1:1/",
            """{ "Provider": "stripe", "Signature": { "Secrets": [ "env:SECRET", { "Id": "old", "Value": "env:OLD" } ] }, "Replay": { "MaxAge": "00:10:00" } }""");

        Assert.Equal(0, await _commandLine.RunAsync("config", "show", "hooks", "--config", configuration.Path)); // Without a secret at hand.

        var shown = JsonNode.Parse(_commandLine.Output)!;
        Assert.Equal("hmac-sha256", shown["Signature"]!["Algorithm"]!.ToString());
        Assert.Equal("00:10:00", shown["Replay"]!["MaxAge"]!.ToString());
        Assert.Equal("""["env:SECRET",{"Id":"old"}]""", shown["Signature"]!["Secrets"]!.ToJsonString());
        Assert.DoesNotContain("env:OLD", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_is_not_there_is_told_with_the_nearest()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");

        Assert.Equal(2, await _commandLine.RunAsync("config", "show", "hoks", "--config", configuration.Path));

        Assert.Contains("Did you mean 'hooks'?", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roots_of_chains_are_told_by_what_tells_them_from_others()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = new CertificateRequest("CN=Acme Root", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 3, 4, 0, 0, 0, TimeSpan.Zero));
        using var file = new TestFile(Encoding.ASCII.GetBytes(root.ExportCertificatePem()));
        var digest = new string('a', 64);
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $$"""
            {
              "Signature": {
                "Algorithm": "jwt", "From": "body:/signedPayload",
                "Jwt": { "Algorithms": [ "ES256" ], "Claims": { "aud": "acme" }, "Chain": { "Roots": [ "file:{{file.Path}}", "{{digest}}" ] } }
              }
            }
            """);

        Assert.Equal(0, await _commandLine.RunAsync("config", "show", "hooks", "--config", configuration.Path));

        Assert.Equal("ES256", JsonNode.Parse(_commandLine.Output)!["Signature"]!["Jwt"]!["Algorithms"]![0]!.ToString());
        Assert.Equal(
            [
                "A token brings 3 certificates; the last one is a root of these:",
                $"  'CN=Acme Root', from 2026-01-02 to 2036-03-04, SHA-256 {root.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()} (file:{file.Path})",
                $"  SHA-256 {digest}",
            ],
            _commandLine.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Agents_are_told_with_their_directories_and_keys()
    {
        using var one = new TestWebKey("one");
        using var two = new TestWebKey();
        using var file = new TestFile(Encoding.UTF8.GetBytes(TestWebKey.Set(one, two)));
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", $$"""
            {
              "PublicUrl": "https://hooks.example.org",
              "Signature": {
                "Algorithm": "http-message-signatures",
                "MessageSignature": {
                  "Algorithm": "ecdsa-p256-sha256", "Components": [ "@authority" ],
                  "Agents": [ { "Url": "https://one.example", "KeySet": "file:{{file.Path}}" }, { "Url": "https://two.example" } ]
                }
              },
              "Replay": { "Timestamp": "signature:created" }
            }
            """);

        Assert.Equal(0, await _commandLine.RunAsync("config", "show", "hooks", "--config", configuration.Path));

        var told = _commandLine.Error.TrimEnd('\n').Split('\n');
        Assert.Equal($"Agent https://one.example: keys at file:{file.Path}", told[0]);
        Assert.Matches("^  keyid 'one' or '[A-Za-z0-9_-]{43}'$", told[1]);
        Assert.Matches("^  keyid '[A-Za-z0-9_-]{43}'$", told[2]);
        Assert.Equal("Agent https://two.example: keys at https://two.example/.well-known/http-message-signatures-directory, fetched by the gateway", told[3]);
        Assert.Equal(4, told.Length);
    }

    [Fact]
    public async Task A_directory_is_not_asked_to_explain_or_to_send()
    {
        using var configuration = new TestConfiguration("http://127.0.0.1:1/", """
            {
              "PublicUrl": "https://hooks.example.org",
              "Signature": {
                "Algorithm": "http-message-signatures",
                "MessageSignature": { "Algorithm": "ed25519", "Components": [ "@authority" ], "Agents": [ { "Url": "https://agent.example" } ] }
              },
              "Replay": { "Timestamp": "signature:created" }
            }
            """);
        using var request = new TestFile(
            "POST /hook HTTP/1.1\nHost: h\nSignature-Agent: \"https://agent.example\"\nSignature-Input: s=(\"@authority\" \"signature-agent\");created=1;keyid=\"a\"\nSignature: s=:AAAA:\n\n"u8.ToArray());

        Assert.Equal(1, await _commandLine.RunAsync("explain", request.Path, "--config", configuration.Path, "--route", "hooks"));
        Assert.Contains("fetched with --fetch-keys alone", _commandLine.Output, StringComparison.Ordinal);
        Assert.Equal(1, await _commandLine.RunAsync("send", "hooks", "--config", configuration.Path));
        Assert.Contains("only the provider, who has the private one, can sign", _commandLine.Error, StringComparison.Ordinal);
    }
}
