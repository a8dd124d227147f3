using System.Net;
using System.Text.Json.Nodes;
using Gateway.Connections;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Connections;

/// <summary>What is charged for headers and what is taken off are the same in the end, whatever an honest client sends.</summary>
public sealed class HeaderBalanceTests(ITestOutputHelper output)
{
    private const int Requests = 3_000;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Requests_that_are_looked_at_in_any_order_leave_nothing(int atOnce)
    {
        var chance = Chance.For(output);
        var blocks = new HeaderBlocks();
        var waiting = new List<int>();
        for (var request = 0; request < Requests; request++)
        {
            var size = 200 + chance.Below(60_000);
            blocks.Read(":method");
            blocks.Add(100);
            blocks.Read(":path");
            blocks.Add(100);
            blocks.Read("x-a");
            blocks.Add(size);
            waiting.Add(size);
            if (waiting.Count == atOnce)
            {
                Take(chance.Below(waiting.Count));
            }
        }

        while (waiting.Count > 0)
        {
            Take(0);
        }

        Assert.Equal(0, blocks.Bytes);

        void Take(int index)
        {
            blocks.TakeRequest(waiting[index]);
            waiting.RemoveAt(index);
        }
    }

    [Fact]
    public void Small_requests_take_nothing_of_large_ones_that_were_refused()
    {
        var blocks = new HeaderBlocks();
        for (var refused = 0; refused < 100; refused++)
        {
            blocks.Read(":path");
            blocks.Add(60_000);
            blocks.Read("x-a");
        }

        for (var request = 0; request < Requests; request++)
        {
            blocks.Read(":path");
            blocks.Add(300);
            blocks.Read("x-a");
            blocks.TakeRequest(200);
        }

        Assert.Equal(100 * (60_000 + HeaderBlocks.StreamBytes), blocks.Bytes);
    }

    [Theory]
    [InlineData("Http2", 1)]
    [InlineData("Http2", 20)]
    [InlineData("Http2", 60)]
    [InlineData("Http1", 20)]
    public async Task An_honest_connection_is_not_ended_however_many_requests_it_has(string protocols, int most)
    {
        var chance = Chance.For(output);
        var log = new CapturedLog();
        await using var upstream = await Upstream.StartAsync();
        upstream.Answer = _ => Task.CompletedTask;
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, """{ "Mode": "None", "Reason": "a test" }""") { Logger = log }
            .Change(root =>
            {
                // So little for headers that what is left of a thousand requests would be too much.
                root["Gateway"]!["Limits"] = new JsonObject { ["MaxBufferedBytes"] = 1_048_576, ["MaxBodyBytes"] = 100_000 };
                root["Kestrel"] = new JsonObject { ["EndpointDefaults"] = new JsonObject { ["Protocols"] = protocols } };
            }));
        var version = protocols == "Http2" ? HttpVersion.Version20 : HttpVersion.Version11;
        for (var round = 0; round < 200; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/hook") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                var count = chance.Below(most + 1);
                for (var number = 0; number < count; number++)
                {
                    request.Headers.TryAddWithoutValidation($"x-{number}", new string('a', 10 + chance.Below(number == 0 ? 1_000 : 60)));
                }

                using var answer = await gateway.Client.SendAsync(request);
                return (int)answer.StatusCode;
            }));
            Assert.Equal(Enumerable.Repeat(200, 8), answers);
        }

        Assert.DoesNotContain(log.Lines, line => line.Contains("memory for the headers", StringComparison.Ordinal));
    }
}
