using System.Collections.Concurrent;
using System.Net;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>SIGTERM while many senders are at it.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private const int Senders = 16;

    [Theory]
    [InlineData("Forward")]
    [InlineData("Queue")]
    public async Task Under_load_whatever_got_through_is_answered_and_whatever_was_answered_arrives_once(string mode)
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.Answer = _ => Pause.ForAsync(TimeSpan.FromMilliseconds(100));
        using var configuration = new TestConfiguration(upstream.Url, mode == "Queue"
            ? QueueScene.Verification("")
            : $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""").WithSqlite();
        var accepted = new ConcurrentBag<string>();
        var answers = new ConcurrentBag<HttpStatusCode>();
        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            await using var gateway = await GatewayProcess.StartAsync(configuration);
            var before = accepted.Count;
            var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(gateway, $"evt_{round}_{sender}", accepted, answers))).ToList();
            await Eventually.ReachesAsync(() => accepted.Count, before + (4 * Senders), () => "webhooks are answered");

            Assert.Equal(0, await gateway.TerminateAsync());
            await Eventually.EndsAsync(Task.WhenAll(senders), "the senders have seen the end");
        }

        output.WriteLine($"{mode}: {accepted.Count} accepted, {upstream.Received.Count} arrived before the last end");
        Each.Is(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        await using (var next = await GatewayProcess.StartAsync(configuration))
        {
            await QueueScene.ReceivedAsync(upstream, accepted.Count);
        }

        var arrived = upstream.Received.Select(received => received.Header("X-Gateway-Event-Id")!).Order(StringComparer.Ordinal);
        Assert.Equal(accepted.Order(StringComparer.Ordinal), arrived);
    }

    /// <summary>One after the other on a connection that stays, until there is nobody any more.</summary>
    private static async Task SendAsync(GatewayProcess gateway, string name, ConcurrentBag<string> accepted, ConcurrentBag<HttpStatusCode> answers)
    {
        for (var number = 0; ; number++)
        {
            var id = $"{name}_{number}";
            using var request = SignedWebhook.Event(id).Request();
            try
            {
                using var answer = await gateway.Client.SendAsync(request);
                answers.Add(answer.StatusCode);
                accepted.Add(id);
            }
            catch (HttpRequestException)
            {
                return; // Not accepted: that it did not arrive either is seen in the end.
            }
        }
    }
}
