using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SignCommandTests : IDisposable
{
    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Theory]
    [InlineData("ideogram")]
    [InlineData("groq")]
    [InlineData("imggo")]
    [InlineData("imggo-bare")]
    public async Task What_is_printed_whole_is_explained_as_accepted(string route)
    {
        using var explained = new CommandLine();
        SetSecrets(_commandLine);
        SetSecrets(explained);
        Assert.Equal(0, await _commandLine.RunAsync("sign", route, "--with-body", "--config", Sample));

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, _commandLine.Output);
        var exitCode = await explained.RunAsync("explain", file, "--config", Sample, "--client", "127.0.0.1");
        File.Delete(file);

        Assert.True(exitCode == 0, explained.Output + explained.Error);
        Assert.StartsWith("POST /webhooks/", _commandLine.Output, StringComparison.Ordinal);
        Assert.Empty(_commandLine.Error);
    }

    [Fact]
    public async Task What_is_printed_whole_names_the_host_that_its_route_takes()
    {
        using var folder = new ConfigurationFolder(
            """
            {
              "ReverseProxy": {
                "Routes": {
                  "hooks": {
                    "ClusterId": "backend",
                    "Match": { "Path": "/hooks", "Hosts": [ "hooks.example.org" ] },
                    "Verification": { "Provider": "github", "Signature": { "Secrets": [ "env:SECRET" ] } }
                  }
                },
                "Clusters": { "backend": { "Destinations": { "only": { "Address": "http://127.0.0.1:1/" } } } }
              }
            }
            """);
        using var explained = new CommandLine();
        _commandLine.Environment["SECRET"] = explained.Environment["SECRET"] = "a secret of the tests of sign";
        Assert.Equal(0, await _commandLine.RunAsync("sign", "hooks", "--with-body", "--config", folder.PathOf("gateway.json")));

        await File.WriteAllTextAsync(folder.PathOf("signed.http"), _commandLine.Output);
        var exitCode = await explained.RunAsync("explain", folder.PathOf("signed.http"), "--config", folder.PathOf("gateway.json"));
        Assert.True(exitCode == 0, explained.Output + explained.Error);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_body_that_is_no_text_is_signed_and_not_printed(bool isWhole, int exitCode)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, [0x1F, 0x8B, 0x08, 0xFF]);
        SetSecrets(_commandLine);
        string[] whole = isWhole ? ["--with-body"] : [];
        Assert.Equal(exitCode, await _commandLine.RunAsync(["sign", "ideogram", "--body", file, "--config", Sample, .. whole]));
        File.Delete(file);

        Assert.Equal(isWhole, _commandLine.Error.Contains("not UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_headers_stand_a_line_each_and_nothing_beside_them()
    {
        SetSecrets(_commandLine);
        using var file = new TestFile("{}"u8.ToArray());
        Assert.Equal(0, await _commandLine.RunAsync("sign", "ideogram", "--body", file.Path, "--config", Sample));

        var names = _commandLine.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(": ")[0]);
        Assert.Equal(["Content-Type", "X-Ideogram-Timestamp", "X-Ideogram-Signature"], names);
        Assert.Empty(_commandLine.Error);
    }

    [Fact]
    public async Task The_sample_s_headers_are_of_no_use_without_its_body()
    {
        SetSecrets(_commandLine);
        Assert.Equal(0, await _commandLine.RunAsync("sign", "ideogram", "--config", Sample));

        Assert.Contains("--with-body", _commandLine.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_secret_that_is_sent_itself_is_printed_only_when_asked_for(bool shows, int exitCode)
    {
        SetSecrets(_commandLine);
        string[] asked = shows ? ["--show-secret"] : [];
        Assert.Equal(exitCode, await _commandLine.RunAsync(["sign", "ideogram-generation", "--config", Sample, .. asked]));

        Assert.Equal(shows, (_commandLine.Output + _commandLine.Error).Contains(SecretOf("IDEOGRAM_CALLBACK_TOKEN"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_url_is_printed_where_the_signature_stands_in_it()
    {
        using var configuration = new TestConfiguration(
            "http://127.0.0.1:1/", """{ "Signature": { "Algorithm": "hmac-sha256", "From": "query:sig", "Secrets": [ "env:SECRET" ] } }""");
        _commandLine.Environment["SECRET"] = TestConfiguration.Secret;
        using var file = new TestFile("{}"u8.ToArray());
        Assert.Equal(0, await _commandLine.RunAsync(
            "sign", "hooks", "--body", file.Path, "--config", configuration.Path, "--url", "http://localhost:8080/in?x=1"));

        Assert.Equal(
            $"http://localhost:8080/in?x=1&sig={Hmac.Hex(TestConfiguration.Secret, "{}")}\nContent-Type: application/json\n", _commandLine.Output);
    }

    [Fact]
    public async Task A_path_that_is_signed_is_the_one_that_is_sent()
    {
        using var configuration = new TestConfiguration(
            "http://127.0.0.1:1/",
            """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{path}\n{body}", "Secrets": [ "env:SECRET" ] } }""");
        _commandLine.Environment["SECRET"] = TestConfiguration.Secret;
        using var file = new TestFile("{}"u8.ToArray());
        Assert.Equal(0, await _commandLine.RunAsync(
            "sign", "hooks", "--body", file.Path, "--config", configuration.Path, "--url", "http://localhost:8080/in/here?x=1"));

        Assert.Contains($"X-Signature: {Hmac.Hex(TestConfiguration.Secret, "/in/here\n{}")}\n", _commandLine.Output, StringComparison.Ordinal);
    }

    private static string Sample => Repository.PathOf("config", "gateway.json");

    private static string SecretOf(string variable) => $"the secret of {variable}";

    private static void SetSecrets(CommandLine commandLine)
    {
        foreach (var variable in SampleGateway.Variables)
        {
            commandLine.Environment[variable] = SecretOf(variable);
        }
    }
}
