using Gateway.Tests.Support;

namespace Gateway.Tests.Observability;

public sealed class BackendResponseTests : IClassFixture<PlayedSite>
{
    private readonly PlayedSite _backend;

    public BackendResponseTests(PlayedSite backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        _backend = backend;
        _backend.Empty();
    }

    [Theory]
    [InlineData(204, "2xx")]
    [InlineData(302, "3xx")]
    [InlineData(404, "4xx")]
    [InlineData(500, "5xx")]
    public async Task What_the_backend_answered_is_counted_by_its_class(int status, string statusClass)
    {
        _backend.Answer("", status);

        await IsCountedAsync(_backend.Url, statusClass);
    }

    [Fact]
    public async Task A_backend_that_hangs_up_is_counted_as_none()
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        await IsCountedAsync(upstream.Url, "none");
    }

    private static async Task IsCountedAsync(string backend, string statusClass)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend, $$"""{ {{SignedWebhook.Scheme}} }"""));

        using var request = SignedWebhook.Event("evt_1").Request();
        await gateway.SendAsync(request);

        var metrics = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        var line = Assert.Single(
            metrics.Split('\n'),
            line => line.StartsWith("webhook_backend_responses_total{", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
        Assert.Contains("route=\"hooks\"", line, StringComparison.Ordinal);
        Assert.Contains($"status_class=\"{statusClass}\"", line, StringComparison.Ordinal);
        Assert.EndsWith(" 1", line, StringComparison.Ordinal);
    }
}
