using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Admin;

public sealed class PipelineProbeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, """{ "Mode": "None", "Reason": "a test" }"""), _clock);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_listener_that_answers_nobody_any_more_is_said_once_it_has_had_its_time(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(path));
        await _gateway.Services.GetRequiredService<IServer>().StopAsync(CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(path)); // It may be slow for a moment.
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(path));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(path));
    }

    [Fact]
    public async Task What_it_asks_goes_to_no_backend_and_what_others_ask_does()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/healthz"));
        Assert.Empty(_upstream.Received);

        using var answer = await _gateway.Client.GetAsync(new Uri("/gateway-probe-0123456789abcdef0123456789abcdef", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(_upstream.Received);
    }

    private async Task<HttpStatusCode> AskAsync(string path)
    {
        using var answer = await _gateway.Client.GetAsync(new Uri(_gateway.AdminUrl, path));
        return answer.StatusCode;
    }
}
