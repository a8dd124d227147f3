using System.Net;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Intake.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>The real gateway in this process, on free loopback ports, with a configuration of the test's.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestConfiguration _configuration;

    private TestGateway(WebApplication app, TestConfiguration configuration, TimeProvider clock)
    {
        (_app, _configuration, Clock) = (app, configuration, clock);
        Url = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Url };
    }

    public Uri Url { get; }

    public Uri AdminUrl => _app.Services.GetRequiredService<AdminServer>().Url;

    public HttpClient Client { get; }

    public TimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestGateway> StartAsync(TestConfiguration configuration, TimeProvider? clock = null)
    {
        var options = configuration.Options with { Clock = clock ?? TimeProvider.System };
        var (app, problems) = await GatewayHost.BuildAsync(options);
        Assert.True(app is not null, string.Join('\n', problems));
        await app.StartAsync();
        return new TestGateway(app, configuration, options.Clock);
    }

    /// <summary>Writes another configuration and has the gateway look at it, as its timer would.</summary>
    public async Task ReloadAsync(Action<JsonObject> change)
    {
        _configuration.Change(change);
        await Services.GetRequiredService<ConfigurationReloader>().CheckAsync();
    }

    /// <summary>How many webhooks ended so, by the gateway's own log.</summary>
    public int Count(string outcome) =>
        ((CapturedLog)_configuration.Logger).Lines.Count(line => line.Contains($"Webhook hooks {outcome} ", StringComparison.Ordinal));

    /// <summary>Waits until so many webhooks have ended so: the log is written behind the answer.</summary>
    public Task CountsAsync(string outcome, int count) =>
        Eventually.IsTrueAsync(() => Task.FromResult(Count(outcome) == count), $"{count} webhooks ended as {outcome}");

    /// <summary>Posts and returns status and body.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until all that requests and attempts have taken has been given back.</summary>
    public Task HoldsNothingAsync()
    {
        var budget = Services.GetRequiredService<MemoryBudget>();
        return Eventually.ReachesAsync(
            () => budget.TakenBytes == 0 ? 1 : 0, 1, () => $"{budget.TakenBytes} bytes have not been given back");
    }

    /// <summary>Waits until a request is looked at, which is charged for it.</summary>
    public Task HoldsSomethingAsync()
    {
        var budget = Services.GetRequiredService<MemoryBudget>();
        return Eventually.ReachesAsync(() => budget.TakenBytes > 0 ? 1 : 0, 1, () => "no request is looked at");
    }

    /// <summary>As an orchestrator stops it.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _configuration.Dispose();
    }
}
