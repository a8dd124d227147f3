using System.Text.Json.Nodes;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>The requests of these tests, and what each must lead to.</summary>
public sealed partial class OutcomeTests
{
    private static HttpRequestMessage From(string address, HttpRequestMessage request)
    {
        request.Headers.Remove("X-Forwarded-For");
        request.Headers.Add("X-Forwarded-For", address);
        return request;
    }

    private HttpRequestMessage Signed(string text, bool isBody = false) => From(
        "203.0.113.9",
        (isBody ? new SignedWebhook(_clock.GetUtcNow(), text) : SignedWebhook.Event(text, _clock)).Request());

    private HttpRequestMessage Forged(string id)
    {
        var webhook = SignedWebhook.Event(id, _clock);
        var request = webhook.Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Sign("not the secret"));
        return request;
    }

    /// <summary>Another gateway instead of the class's own, by the system's clock.</summary>
    private async Task StartAnewAsync(TestConfiguration configuration)
    {
        await _gateway.DisposeAsync();
        _gateway = await TestGateway.StartAsync(configuration);
    }

    private async Task RefusedAsync(Outcome outcome, int status, string answer, HttpRequestMessage request)
    {
        await ExpectAsync(outcome, status, answer, request);
        Assert.Empty(_upstream.Received);
    }

    private async Task ExpectAsync(Outcome outcome, int status, string answer, HttpRequestMessage request)
    {
        var before = _gateway.Count(outcome.Code);
        using var response = await _gateway.Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(status, (int)response.StatusCode);
        await _gateway.CountsAsync(outcome.Code, before + 1);
        if (outcome.Kind != OutcomeKind.Refusal)
        {
            Assert.Equal(answer, body);
            return;
        }

        // RFC 9457, and not a word more than the contract says.
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal(["title", "status", "error", "requestId"], problem.Select(member => member.Key));
        Assert.Equal(answer, problem["title"]!.GetValue<string>());
        Assert.Equal(answer, problem["error"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
    }
}
