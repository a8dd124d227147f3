using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>A real Kestrel backend that records what arrives and answers as the test says.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private Upstream(WebApplication app) => _app = app;

    /// <summary>Everything that arrived whole, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    /// <summary>How it answers; by default 200 and <c>ok</c>.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("ok");

    /// <summary>Whether it answers without reading the body.</summary>
    public bool AnswersEarly { get; set; }

    public string Url => _app.Urls.First();

    public static async Task<Upstream> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols);
            kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
        });
        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Run(upstream.ReceiveAsync);
        await app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        if (AnswersEarly)
        {
            await Answer(context);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToArray()));
        _received.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            headers.ToDictionary(StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        await Answer(context);
    }
}
