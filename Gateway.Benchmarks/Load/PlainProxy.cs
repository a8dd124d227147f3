namespace Gateway.Benchmarks.Load;

/// <summary>What the gateway is measured against: YARP as its documentation sets it up, with one route for all webhooks.</summary>
internal static class PlainProxy
{
    public const string Role = "plain";

    public static async Task RunAsync(string url, string backend)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ReverseProxy:Routes:all:ClusterId", "backend"),
            new("ReverseProxy:Routes:all:Match:Path", "/webhooks/{**catch-all}"),
            new("ReverseProxy:Clusters:backend:Destinations:primary:Address", backend),
        ]);
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        await using var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
    }
}
