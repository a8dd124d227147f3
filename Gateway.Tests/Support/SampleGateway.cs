using Gateway.Cli.Demo;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Tests.Support;

/// <summary>The real gateway in this process with the shipped sample configuration, before one upstream.</summary>
internal sealed class SampleGateway : IAsyncDisposable
{
    /// <summary>The environment variables that the sample refers to.</summary>
    public static readonly IReadOnlyList<string> Variables =
        ["IDEOGRAM_WEBHOOK_SECRET", "IDEOGRAM_CALLBACK_TOKEN", "GROQ_WEBHOOK_SECRET", "IMGGO_WEBHOOK_SECRET"];

    private readonly DemoConfiguration _configuration;
    private readonly WebApplication _app;

    private SampleGateway(DemoConfiguration configuration, GatewayOptions options, WebApplication app) =>
        (_configuration, Options, _app) = (configuration, options, app);

    public GatewayOptions Options { get; }

    public string Url => _app.Urls.First();

    public static async Task<SampleGateway> StartAsync(Upstream upstream)
    {
        var configuration = new DemoConfiguration();
        var options = configuration.Options(new Uri(upstream.Url), TimeProvider.System, new CapturedLog());
        var (app, problems) = await GatewayHost.BuildAsync(options);
        Assert.True(app is not null, string.Join('\n', problems));
        await app.StartAsync();
        return new SampleGateway(configuration, options, app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _configuration.Dispose();
    }
}
