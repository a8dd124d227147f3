using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SendCommandTests : IAsyncLifetime, IDisposable
{
    private const string Accepts = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";

    private readonly CommandLine _commandLine = new();
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    public void Dispose() => _commandLine.Dispose();

    [Theory]
    [InlineData("ideogram", "\"type\":\"resource.created\"")]
    [InlineData("ideogram-generation", "\"event\":\"ideogram.generation.completed\"")]
    [InlineData("groq", "\"type\":\"resource.created\"")]
    [InlineData("imggo", "\"event\":\"job.succeeded\"")]
    [InlineData("imggo-bare", "\"event\":\"job.completed\"")]
    public async Task Each_sample_route_accepts_what_is_sent_as_its_provider(string route, string part)
    {
        await using var gateway = await StartSampleAsync();
        var exitCode = await SendAsync(gateway, route, "--url", gateway.Url);

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
        Assert.Contains("200 OK\nok", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains(part, Assert.Single(_upstream.Received).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sending_is_a_new_event()
    {
        await using var gateway = await StartSampleAsync();
        await SendAsync(gateway, "groq", "--url", gateway.Url);
        await SendAsync(gateway, "groq", "--url", gateway.Url);

        Assert.Equal(2, _upstream.Received.Count);
    }

    [Fact]
    public async Task The_event_s_type_can_be_chosen()
    {
        await using var gateway = await StartSampleAsync();
        Assert.Equal(0, await SendAsync(gateway, "imggo", "--url", gateway.Url, "--event", "job.failed"));

        Assert.Contains("\"event\":\"job.failed\"", Assert.Single(_upstream.Received).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gateway_is_found_where_ASPNETCORE_URLS_says()
    {
        await using var gateway = await StartSampleAsync();
        _commandLine.Environment["ASPNETCORE_URLS"] = gateway.Url.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal);
        Assert.Equal(0, await SendAsync(gateway, "groq"));
    }

    [Fact]
    public async Task A_body_is_sent_byte_for_byte()
    {
        var configuration = new TestConfiguration(_upstream.Url, Accepts).WithFile("body.json", "{ \"id\" : \"evt_\u00e9\"}\n\n");
        await using var gateway = await TestGateway.StartAsync(configuration);
        var file = Path.Combine(Path.GetDirectoryName(configuration.Path)!, "body.json");
        var exitCode = await SendAsync(configuration, "hooks", "--url", $"{gateway.Url}any/path?x=1", "--body", file);

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
        var received = Assert.Single(_upstream.Received);
        Assert.Equal(await File.ReadAllBytesAsync(file), received.Body);
        Assert.Equal("/any/path?x=1", received.Target);
    }

    [Fact]
    public async Task A_refusal_is_shown_and_ends_with_1()
    {
        await using var gateway = await StartSampleAsync();
        foreach (var name in _commandLine.Environment.Keys)
        {
            _commandLine.Environment[name] = "another secret than the gateway's";
        }

        Assert.Equal(1, await SendAsync(gateway, "groq", "--url", gateway.Url));
        Assert.Contains("401 Unauthorized", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("another secret than this command was given", _commandLine.Output, StringComparison.Ordinal);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public async Task Without_a_gateway_it_says_where_none_answered_and_ends_with_1()
    {
        await using var gateway = await StartSampleAsync();
        Assert.Equal(1, await SendAsync(gateway, "groq", "--url", "http://127.0.0.1:1"));
        Assert.Contains("No answer from http://127.0.0.1:1", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_route_is_answered_with_the_nearest()
    {
        await using var gateway = await StartSampleAsync();
        Assert.Equal(2, await SendAsync(gateway, "imgo", "--url", gateway.Url));
        Assert.Contains("Did you mean 'imggo'?", _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheme_without_a_sample_asks_for_the_body()
    {
        using var configuration = new TestConfiguration(_upstream.Url, Accepts);
        Assert.Equal(2, await SendAsync(configuration, "hooks", "--url", "http://localhost/any"));
        Assert.Contains("give the body with --body FILE", _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groq", "X-Groq-Signature: ", true)]
    [InlineData("ideogram-generation", "X-Callback-Token: (the secret itself: not shown)", true)]
    [InlineData("groq", "X-Groq-Signature", false)]
    public async Task The_signature_is_shown_only_when_asked_and_a_secret_never(string route, string text, bool verbose)
    {
        await using var gateway = await StartSampleAsync();
        await SendAsync(gateway, [route, "--url", gateway.Url, .. verbose ? ["--verbose"] : Array.Empty<string>()]);

        var shown = _commandLine.Output + _commandLine.Error;
        Assert.Equal(verbose, shown.Contains(text, StringComparison.Ordinal));
        Each.Is(_commandLine.Environment.Values, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_secret_in_force_signs()
    {
        const string rotated = """
            {
              "Signature": {
                "Algorithm": "hmac-sha256",
                "From": "header:X-Signature",
                "Secrets": [
                  { "Id": "past", "Value": "env:OLD", "NotAfter": "2020-01-01T00:00:00Z" },
                  { "Id": "present", "Value": "env:SECRET" }
                ]
              }
            }
            """;
        var configuration = new TestConfiguration(_upstream.Url, rotated).WithFile("body.json", "{}");
        configuration.Environment["OLD"] = "a secret of the past";
        await using var gateway = await TestGateway.StartAsync(configuration);
        var file = Path.Combine(Path.GetDirectoryName(configuration.Path)!, "body.json");
        var exitCode = await SendAsync(configuration, "hooks", "--url", $"{gateway.Url}hook", "--body", file);

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
        Assert.Contains("signed with the secret 'present'", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_with_a_public_key_is_for_its_provider_alone_to_sign()
    {
        const string signed = """{ "Signature": { "Algorithm": "ed25519", "From": "header:X-Signature", "Key": "spki", "Secrets": "env:KEY" } }""";
        using var configuration = new TestConfiguration(_upstream.Url, signed);
        configuration.Environment["KEY"] = TestKey.Ed25519.Spki;

        Assert.Equal(1, await SendAsync(configuration, "hooks", "--url", "http://127.0.0.1:1/hook"));
        Assert.Equal(
            "Route 'hooks' verifies with a public key: only the provider, who has the private one, can sign.\n", _commandLine.Error);
        Assert.Empty(_commandLine.Output);
    }

    [Fact]
    public async Task A_route_that_asks_for_a_certificate_is_for_its_provider_alone_to_call()
    {
        using var configuration = new TestConfiguration(_upstream.Url, $$"""
            { "Signature": { "Algorithm": "client-certificate", "ClientCertificate": { "Thumbprints": "{{new string('0', 64)}}" } } }
            """);

        Assert.Equal(1, await SendAsync(configuration, "hooks"));
        Assert.Equal(
            "Route 'hooks' asks for the provider's client certificate: only the provider, who has its key, can show it.\n", _commandLine.Error);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task A_forwarded_url_is_the_one_that_is_called_where_this_machine_may_say_so(string header)
    {
        var configuration = new TestConfiguration(_upstream.Url, """
            {
              "PublicUrl": "forwarded",
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{url}{body}", "Secrets": "env:SECRET" }
            }
            """).Change(root => root["Gateway"]!["Client"] = JsonNode.Parse($$"""{ "TrustedProxies": "127.0.0.1", "Header": "{{header}}" }"""));
        await using var gateway = await TestGateway.StartAsync(configuration);
        using var body = new TestFile("{}"u8.ToArray());

        Assert.Equal(0, await SendAsync(configuration, "hooks", "--body", body.Path, "--url", new Uri(gateway.Url, "/voice?step=1").ToString()));
        Assert.Equal("/voice?step=1", Assert.Single(_upstream.Received).Target);
    }

    [Theory]
    [InlineData("Kestrel")]
    [InlineData("Urls")]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    public async Task The_gateway_is_found_where_its_configuration_has_it_listen(string place)
    {
        var configuration = new TestConfiguration(_upstream.Url, Accepts).WithFile("body.json", """{"id":"evt_1"}""");
        await using var gateway = await TestGateway.StartAsync(configuration);
        var url = $"http://127.0.0.1:{gateway.Url.Port}";
        configuration.Change(root =>
        {
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Path"] = "/hooks";
            if (place == "Kestrel")
            {
                root["Kestrel"] = new JsonObject { ["Endpoints"] = new JsonObject { ["Http"] = new JsonObject { ["Url"] = url } } };
            }
            else if (place == "Urls")
            {
                root["Urls"] = url;
            }
        });
        if (place == "ASPNETCORE_HTTP_PORTS")
        {
            _commandLine.Environment[place] = gateway.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var exitCode = await SendAsync(configuration, "hooks", "--body", Path.Combine(Path.GetDirectoryName(configuration.Path)!, "body.json"));

        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
        Assert.Equal("/hooks", Assert.Single(_upstream.Received).Target);
    }

    [Fact]
    public async Task The_secrets_of_other_routes_need_not_be_there_and_the_own_must()
    {
        var configuration = new TestConfiguration(_upstream.Url, Accepts).WithFile("body.json", """{"id":"evt_1"}""").Change(root =>
        {
            var other = root["ReverseProxy"]!["Routes"]!["hooks"]!.DeepClone();
            other["Match"]!["Path"] = "/other";
            other["Verification"]!["Signature"]!["Secrets"] = "env:NOT_HERE";
            root["ReverseProxy"]!["Routes"]!["other"] = other;
        });
        using (configuration)
        {
            var file = Path.Combine(Path.GetDirectoryName(configuration.Path)!, "body.json");
            Assert.Equal(1, await SendAsync(configuration, "hooks", "--url", "http://127.0.0.1:1/hook", "--body", file));
            Assert.Contains("No answer from http://127.0.0.1:1", _commandLine.Error, StringComparison.Ordinal);

            Assert.Equal(2, await SendAsync(configuration, "other", "--url", "http://127.0.0.1:1/hook", "--body", file));
            Assert.Contains("the environment variable of 'env:NOT_HERE' is not set", _commandLine.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "cannot be read as certificates")]
    [InlineData("no certificate", "holds no certificate in PEM")]
    public async Task A_file_of_authorities_that_holds_none_is_told(string? content, string problem)
    {
        using var configuration = new TestConfiguration(_upstream.Url, Accepts);
        using var file = new TestFile(System.Text.Encoding.ASCII.GetBytes(content ?? ""));
        var path = content is null ? file.Path + ".not-there" : file.Path;

        Assert.Equal(2, await SendAsync(configuration, "hooks", "--url", "https://127.0.0.1:1/hook", "--cacert", path));
        Assert.Contains(problem, _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_with_a_certificate_of_one_s_own_authority_is_believed_by_it_and_else_not()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue("127.0.0.1");
        var port = FreePort.Next();
        var configuration = new TestConfiguration(_upstream.Url, Accepts).WithFile("server.pem", certificate).WithFile("server.key", key)
            .WithFile("authority.pem", authority.CertificatePem).WithFile("body.json", """{"id":"evt_1"}""");
        var folder = Path.GetDirectoryName(configuration.Path)!;
        configuration.Change(root => root["Kestrel"] = JsonNode.Parse($$"""
            { "Endpoints": { "Https": { "Url": "https://127.0.0.1:{{port}}", "Certificate": { "Path": "{{Path.Combine(folder, "server.pem")}}", "KeyPath": "{{Path.Combine(folder, "server.key")}}" } } } }
            """));
        await using var gateway = await TestGateway.StartAsync(configuration);
        var body = Path.Combine(folder, "body.json");
        string[] arguments = ["hooks", "--url", $"https://127.0.0.1:{port}/hook", "--body", body];

        Assert.Equal(1, await SendAsync(configuration, arguments));
        Assert.Contains("name it with --cacert", _commandLine.Error, StringComparison.Ordinal);
        var exitCode = await SendAsync(configuration, [.. arguments, "--cacert", Path.Combine(folder, "authority.pem")]);
        Assert.True(exitCode == 0, _commandLine.Output + _commandLine.Error);
    }

    private async Task<SampleGateway> StartSampleAsync()
    {
        var gateway = await SampleGateway.StartAsync(_upstream);
        foreach (var name in SampleGateway.Variables)
        {
            _commandLine.Environment[name] = gateway.Options.Environment(name)!;
        }

        return gateway;
    }

    private Task<int> SendAsync(SampleGateway gateway, params string[] arguments) =>
        _commandLine.RunAsync(["send", .. arguments, "--config", gateway.Options.ConfigPath]);

    private Task<int> SendAsync(TestConfiguration configuration, params string[] arguments)
    {
        foreach (var (name, value) in configuration.Environment)
        {
            _commandLine.Environment[name] = value;
        }

        return _commandLine.RunAsync(["send", .. arguments, "--config", configuration.Path]);
    }
}
