using Gateway.Cli.Sending;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Cli.Sending;

public sealed class WebhookDraftTests
{
    [Fact]
    public async Task Two_header_lines_are_sent_as_two()
    {
        await using var upstream = await Upstream.StartAsync();
        var draft = new WebhookDraft("POST", new Uri(upstream.Url), "{}"u8.ToArray());
        draft.Headers.Append("X-Signature", "one");
        draft.Headers.Append("X-Signature", "two");
        draft.Headers.ContentType = "application/json";
        using var client = WebhookDraft.CreateClient(usesProxy: false);
        using var request = draft.ToRequest();
        using var answer = await client.SendAsync(request);

        var received = Assert.Single(upstream.Received);
        Assert.Equal("one + two", received.Header("X-Signature"));
        Assert.Equal("application/json", received.Header("Content-Type"));
    }
}
