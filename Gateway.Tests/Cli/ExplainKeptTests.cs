using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli;

/// <summary><c>gateway explain</c> about what the gateway beside it has refused.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ExplainKeptTests : IDisposable
{
    private const string Hmac = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string ByToken = """{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Sender", "Secrets": "env:SECRET" } }""";

    private readonly CommandLine _commandLine = new();

    public void Dispose() => _commandLine.Dispose();

    [Fact]
    public async Task The_newest_is_explained_as_at_its_own_time()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        var webhook = SignedWebhook.Event("evt_1");
        var request = webhook.Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign(TestConfiguration.Secret + "\n"));
        await scene.SendAsync(request);
        await scene.HasAsync(1);

        Assert.Equal(1, await RunAsync(scene, "--last"));

        Assert.Contains("Verdict        refused: signature_invalid", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("it was signature_invalid (header:X-Signature was made by none of the keys in force: 1 of 1) then", _commandLine.Output, StringComparison.Ordinal);
        Assert.Contains("\nCure ", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_found_by_the_id_that_the_answer_had()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);
        using var first = new HttpRequestMessage(HttpMethod.Post, "/first") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var (_, answer) = await scene.Gateway.SendAsync(first);
        await scene.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/second") { Content = new StringContent("{}", Encoding.UTF8, "application/json") });
        await scene.HasAsync(2);

        Assert.Equal(1, await RunAsync(scene, "--request-id", JsonNode.Parse(answer)!["requestId"]!.ToString()));

        Assert.Contains("Request        POST /first,", _commandLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_not_kept_is_compared_with_the_configured_ones()
    {
        await using var scene = await CaptureScene.StartAsync(ByToken);
        await scene.SendAsync(WithToken(TestConfiguration.Secret + "x"));
        await scene.HasAsync(1);
        scene.Configuration.Environment["SECRET"] = TestConfiguration.Secret + "x"; // What has been mended since.

        Assert.Equal(0, await RunAsync(scene, "--last", "--route", "hooks"));

        Assert.Contains("Verdict        accepted", _commandLine.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConfiguration.Secret, _commandLine.Output + _commandLine.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_none_of_them_is_said_to_be_so()
    {
        await using var scene = await CaptureScene.StartAsync(ByToken);
        await scene.SendAsync(WithToken("a stranger's"));
        await scene.HasAsync(1);

        Assert.Equal(1, await RunAsync(scene, "--last"));

        Assert.Contains("header:X-Sender is not kept (12 characters), and is none of the secrets that are configured here", _commandLine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has kept no request", "--last")]
    [InlineData("has kept no request of the route 'other'", "--last", "--route", "other")]
    [InlineData("has kept no request with the id 'x y'", "--request-id", "x y")]
    [InlineData("Say which request")]
    [InlineData("Say which request", "--last", "file")]
    public async Task Where_there_is_none_that_is_said(string problem, params string[] arguments)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);

        Assert.Equal(2, await RunAsync(scene, arguments));

        Assert.Contains(problem, _commandLine.Error, StringComparison.Ordinal);
        Assert.Empty(_commandLine.Output);
    }

    private Task<int> RunAsync(CaptureScene scene, params string[] arguments)
    {
        foreach (var (name, value) in scene.Configuration.Environment)
        {
            _commandLine.Environment[name] = value;
        }

        _commandLine.Environment["Gateway__Admin__Url"] = scene.Gateway.AdminUrl.ToString();
        return _commandLine.RunAsync(["explain", .. arguments, "--config", scene.Configuration.Path]);
    }

    private static HttpRequestMessage WithToken(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Sender", token);
        return request;
    }
}
