using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>
/// Sees when a gateway of this process has heard that a sender hung up. It listens before anything else of the request does, and is
/// told behind everything else.
/// </summary>
internal sealed class RequestAborts : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";
    private const string Begin = Request + ".Start";

    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _subscription;

    public RequestAborts(IServiceProvider services) => _subscription = services.GetRequiredService<DiagnosticListener>()
        .Subscribe(this, name => name is Request or Begin);

    public Task AbortedAsync() => Eventually.EndsAsync(_aborted.Task, "the gateway hears that the sender hung up");

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Begin, Value: HttpContext context })
        {
            context.RequestAborted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), _aborted);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription.Dispose();
}
