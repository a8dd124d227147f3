using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Captures.Revival;

/// <summary>What is hidden is put back where it stood, whatever else was replaced on the way.</summary>
public sealed class HiddenPlaceTests
{
    private const string Basic =
        """{ "Signature": { "Algorithm": "basic", "From": "header:Authorization", "Prefix": "Basic ", "Secrets": "env:SECRET" } }""";

    /// <summary>On a route that names its hosts the sender's is there when the copy is taken, and elsewhere it is not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_credential_behind_the_host_stands_behind_it_still(bool namesHosts)
    {
        await using var scene = await CaptureScene.StartAsync(Basic, configuration =>
        {
            configuration.Environment["SECRET"] = "user:" + TestConfiguration.Secret;
            configuration.Change(root =>
            {
                root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = "http://127.0.0.1:1/";
                if (namesHosts)
                {
                    root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"]!["Hosts"] = new JsonArray("127.0.0.1");
                }
            });
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var credentials = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + TestConfiguration.Secret));
        request.Headers.TryAddWithoutValidation("Authorization", credentials);
        Assert.Equal(HttpStatusCode.BadGateway, await scene.SendAsync(request));
        await scene.HasAsync(1);
        await scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = scene.Upstream.Url);

        Assert.Equal(["backend_unreachable released forwarded 200"], await scene.ResultsAsync("""{"all":true}"""));

        Assert.Equal(credentials, Assert.Single(scene.Upstream.Received).Header("Authorization"));
    }
}
