using System.Collections.Concurrent;
using Gateway.Admin;

namespace Gateway.Cli.Demo;

/// <summary>An endpoint that believes whatever it is sent: it notes what arrives, and fails or waits when told to.</summary>
internal sealed class DemoBackend : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _arrivals = new();
    private readonly WebApplication _app;
    private volatile TaskCompletionSource _gate = new();
    private int _failures;

    public DemoBackend()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
        Release();
    }

    /// <summary>Once it is started.</summary>
    public Uri Url => new(_app.Urls.First());

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    /// <summary>The next requests are answered 500.</summary>
    public void FailNext(int count) => Volatile.Write(ref _failures, count);

    /// <summary>Requests are answered only after <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    /// <summary>The bodies that arrived since the last time.</summary>
    public IReadOnlyList<byte[]> TakeArrivals()
    {
        var taken = new List<byte[]>();
        while (_arrivals.TryDequeue(out var body))
        {
            taken.Add(body);
        }

        return taken;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _arrivals.Enqueue(body.ToArray());
        await _gate.Task.WaitAsync(context.RequestAborted);
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
