using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Observability;

public sealed class BackendResponseTests
{
    [Theory]
    [InlineData(204, "2xx")]
    [InlineData(302, "3xx")]
    [InlineData(404, "4xx")]
    [InlineData(500, "5xx")]
    [InlineData(0, "none")]
    public async Task What_the_backend_answered_is_counted_by_its_class(int status, string statusClass)
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.Answer = context =>
        {
            context.Response.StatusCode = Math.Max(status, StatusCodes.Status200OK);
            if (status == 0)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }"""));

        using var request = SignedWebhook.Event("evt_1").Request();
        await gateway.SendAsync(request);

        var metrics = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        var line = Assert.Single(
            metrics.Split('\n'), line => line.StartsWith("webhook_backend_responses_total{", StringComparison.Ordinal));
        Assert.Contains("route=\"hooks\"", line, StringComparison.Ordinal);
        Assert.Contains($"status_class=\"{statusClass}\"", line, StringComparison.Ordinal);
        Assert.EndsWith(" 1", line, StringComparison.Ordinal);
    }
}
