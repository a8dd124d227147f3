using System.Net;
using System.Text;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>A backend that breaks off at each kind of place in its answer: what the sender is told, and that nothing is sent twice.</summary>
public sealed class BackendFaultTests
{
    [Theory]
    [MemberData(nameof(BackendFaults.Names), MemberType = typeof(BackendFaults))]
    public async Task The_sender_is_told_one_attempt_is_made_and_the_next_copy_gets_through_unless_it_was_answered(string name)
    {
        var (fault, told, _) = BackendFaults.All[name];
        await using var backend = new FaultyBackend();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            backend.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id", "Lease": "{{BackendFaults.PatienceWith(fault)}}" } }"""));
        Assert.Equal("200 ok", await SendAsync(gateway, SignedWebhook.Event("evt_0"))); // So that the fault meets a connection in use.
        var webhook = BackendFaults.Large("evt_1");

        backend.FailNext(fault);
        var first = await SendAsync(gateway, webhook);

        Assert.Contains(first, told);
        Assert.Equal(2, backend.Received.Count);
        if (!fault.IsEarly)
        {
            Assert.Equal(Encoding.UTF8.GetString(webhook.Body), backend.Received[1]);
        }

        // A 2xx that has begun is a delivery, whatever becomes of the rest; everything else leaves the event free.
        var again = await SendAsync(gateway, webhook);
        var isDelivered = again == """200 {"status":"already_processed"}""";
        Assert.True(isDelivered || again == "200 ok", again);
        Assert.Equal(isDelivered ? 2 : 3, backend.Received.Count);
        Assert.True(isDelivered || !first.StartsWith("200", StringComparison.Ordinal), $"{first}, and sent again");
        Assert.True(!isDelivered || first is not ("502" or "504" or "413 big") || fault.Answer.StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal), $"{first}, and taken for delivered");
        Assert.Equal(0, gateway.Count(Outcome.Undecided.Code));
        await gateway.HoldsNothingAsync();
    }

    /// <summary>
    /// HTTP clients repeat by themselves what met a connection that was being closed, if it had no body. A webhook is not theirs to repeat:
    /// the backend may have acted.
    /// </summary>
    [Theory]
    [InlineData("before the status line, closed", "POST")]
    [InlineData("before the status line, reset", "POST")]
    [InlineData("before the status line, closed", "GET")]
    [InlineData("before the status line, reset", "DELETE")]
    public async Task What_has_no_body_is_sent_once_too(string name, string method)
    {
        await using var backend = new FaultyBackend();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            backend.Url, $$"""{ {{SignedWebhook.Scheme}} }"""));
        Assert.Equal("200 ok", await SendAsync(gateway, SignedWebhook.Event("evt_0")));
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), "");

        backend.FailNext(BackendFaults.All[name].Fault);
        using var request = webhook.Request(contentType: null);
        request.Method = new HttpMethod(method);
        request.Content = method == "POST" ? request.Content : null;
        var (status, _) = await gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Equal(2, backend.Received.Count);
        Assert.Equal(1, backend.Connections);
    }

    /// <summary>The status and body, the status alone of what the gateway says itself, or that the answer broke off.</summary>
    private static async Task<string> SendAsync(TestGateway gateway, SignedWebhook webhook)
    {
        try
        {
            using var request = webhook.Request();
            using var answer = await gateway.Client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout ? $"{(int)answer.StatusCode}" : $"{(int)answer.StatusCode} {body}";
        }
        catch (HttpRequestException)
        {
            return "broken";
        }
    }
}
