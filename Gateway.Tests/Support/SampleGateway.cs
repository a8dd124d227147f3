using Gateway.Cli.Demo;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Tests.Support;

/// <summary>The real gateway in this process with the shipped sample configuration, before one upstream.</summary>
internal sealed class SampleGateway : IAsyncDisposable
{
    /// <summary>The environment variables that the sample refers to.</summary>
    public static readonly IReadOnlyList<string> Variables =
        ["IDEOGRAM_WEBHOOK_SECRET", "IDEOGRAM_CALLBACK_TOKEN", "GROQ_WEBHOOK_SECRET", "IMGGO_WEBHOOK_SECRET"];

    private readonly WebApplication _app;

    private SampleGateway(GatewayOptions options, WebApplication app) => (Options, _app) = (options, app);

    public GatewayOptions Options { get; }

    public string Url => _app.Urls.First();

    public static async Task<SampleGateway> StartAsync(Upstream upstream)
    {
        var sample = Repository.PathOf("config", "gateway.json");
        var options = new GatewayOptions
        {
            ConfigPath = sample,
            Urls = "http://127.0.0.1:0",
            Environment = new DemoSecrets(await File.ReadAllTextAsync(sample)).Variable,
            Logger = new CapturedLog(),
            Overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Gateway:Admin:Url"] = "http://127.0.0.1:0",
                ["Gateway:Storage:Provider"] = "Memory",
                ["ReverseProxy:Clusters:images:Destinations:primary:Address"] = upstream.Url,
                ["ReverseProxy:Clusters:language:Destinations:primary:Address"] = upstream.Url,
            },
        };
        var (app, problems) = await GatewayHost.BuildAsync(options);
        Assert.True(app is not null, string.Join('\n', problems));
        await app.StartAsync();
        return new SampleGateway(options, app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
