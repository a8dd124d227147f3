using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Captures.Revival;

/// <summary>What is asked for is released, and nothing by a request that is not understood.</summary>
public sealed class ReleaseRequestTests
{
    private const string Hmac = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string All = """{"all":true}""";

    [Theory]
    [InlineData("""{"route":"other"}""", 0)]
    [InlineData("""{"outcome":"body_invalid"}""", 0)]
    [InlineData("""{"client":"192.0.2.1"}""", 0)]
    [InlineData("""{"until":"2020-01-01"}""", 0)]
    [InlineData("""{"route":"hooks","outcome":"signature_invalid","client":"127.0.0.1","from":"2020-01-01"}""", 1)]
    public async Task Those_that_the_filter_leaves_are_released(string json, int count)
    {
        await using var scene = await CaptureScene.StartWronglyAsync(Hmac);
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(1);
        await scene.MendAsync();

        Assert.Equal(count, (await scene.ResultsAsync(json)).Count);
        Assert.Equal(count, scene.Upstream.Received.Count);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("""{"rout":"hooks"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"from":"never"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"all":true,"after":"nonsense"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000","all":true}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000"}""", HttpStatusCode.NotFound)]
    public async Task What_is_not_understood_releases_nothing(string json, HttpStatusCode status)
    {
        await using var scene = await CaptureScene.StartAsync(Hmac);

        Assert.Equal(status, (await scene.PostReleaseAsync(json)).Status);
    }

    [Fact]
    public async Task A_form_or_a_stranger_releases_nothing()
    {
        await using var scene = await CaptureScene.StartAsync(Hmac, configuration =>
        {
            configuration.Environment["ADMIN"] = "an admin token";
            configuration.Change(root => root["Gateway"]!["Admin"]!["Token"] = "env:ADMIN");
        });
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.PostReleaseAsync(All)).Status);
        await using var open = await CaptureScene.StartAsync(Hmac);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await open.PostReleaseAsync(All, "text/plain")).Status);
    }
}
