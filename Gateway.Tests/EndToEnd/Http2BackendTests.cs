using System.Net;
using System.Text.Json.Nodes;
using Gateway.Intake.Memory;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.EndToEnd;

/// <summary>Over HTTP/2 an answer may come while the body is still on its way.</summary>
public sealed class Http2BackendTests : IAsyncLifetime
{
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync(HttpProtocols.Http2);
        var configuration = new TestConfiguration(
            _upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": 4194304 } }""");
        _gateway = await TestGateway.StartAsync(configuration.Change(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["HttpRequest"] = JsonNode.Parse(
                """{ "Version": "2", "VersionPolicy": "RequestVersionExact" }""")));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(1024 * 1024)]
    public async Task The_body_arrives_as_it_was_sent(int bytes)
    {
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), new string('x', bytes));

        using var request = webhook.Request(contentType: "application/octet-stream");
        var (status, _) = await _gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(webhook.Body, Assert.Single(_upstream.Received).Body);
    }

    [Fact]
    public async Task Path_and_query_arrive_as_sent()
    {
        const string target = "/open/a%2Fb/%7Euser?%zz=%7E";
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);

        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(target));
        await connection.ReadAsync();

        Assert.Equal(target, Assert.Single(_upstream.Received).Target);
    }

    [Fact]
    public async Task A_backend_that_answers_before_it_has_read_the_body_holds_no_memory_back()
    {
        _upstream.AnswersEarly = true;
        _upstream.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        };

        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), new string('x', 4 * 1024 * 1024)).Request(contentType: "application/octet-stream");
        var (status, _) = await _gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        var budget = _gateway.Services.GetRequiredService<MemoryBudget>();
        await Eventually.IsTrueAsync(() => Task.FromResult(budget.TakenBytes == 0), "the body's memory is given back");
    }
}
