using Gateway.Captures;
using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Storage.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Captures.Revival;

/// <summary>Who can write to the store, and has no key of its encryption, can have nothing released that was not received so.</summary>
public sealed class ForgedCaptureTests
{
    private const string All = """{"all":true}""";
    private const string NotRead = "signature_invalid not_judged  0";

    /// <summary>How a stored request is changed, and what comes of it. The first shows that one that is not changed is released.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "nothing", "signature_invalid released forwarded 200" },
        { "its sender", NotRead },
        { "its time", NotRead },
        { "its route", NotRead },
        { "its outcome", "body_invalid not_judged  0" },
        { "its request id", NotRead },
        { "its id", NotRead },
        { "a bit of its content", NotRead },
        { "never encrypted", NotRead },
        { "never encrypted, as an earlier form", NotRead },
        { "a queued event", NotRead },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_was_changed_in_the_store_is_not_released(string change, string result)
    {
        await using var scene = await CaptureScene.StartAsync(
            $$"""{ {{SignedWebhook.Scheme}} }""",
            configuration =>
            {
                configuration.Environment["SECRET"] = "whk_quite_another_secret_0123456789";
                CaptureScene.Stored(configuration);
            });
        await scene.SendAsync(SignedWebhook.Event("evt_1").Request());
        await scene.HasAsync(1);
        await scene.MendAsync();
        var services = scene.Gateway.Services;
        var kept = Assert.Single(services.GetRequiredService<CaptureRing>().All());
        Assert.Equal("signature_invalid released forwarded 200", Assert.Single(await scene.ResultsAsync(All))); // The ring's own is out of the way.

        // As if another replica had kept it.
        var key = services.GetRequiredService<ContentCipher>().Current!;
        var stored = SealedCapture.Of(kept with { Id = Guid.CreateVersion7(), Release = ReleaseMark.Kept }, key);
        Assert.True(await services.GetRequiredService<ICaptureStore>().AddAsync(
            Changed(stored, kept, key, change), services.GetRequiredService<CaptureSettings>().Bounds, CancellationToken.None));

        Assert.Equal(result, Assert.Single(await scene.ResultsAsync("""{"all":true,"until":"2100-01-01"}""")));
        Assert.Equal(change == "nothing" ? 2 : 1, scene.Upstream.Received.Count);
    }

    private static CaptureRecord Changed(CaptureRecord stored, CaptureRecord kept, ContentKey key, string change)
    {
        return change switch
        {
            "its sender" => stored with { Client = "192.0.2.1" },
            "its time" => stored with { ReceivedAt = stored.ReceivedAt.AddMinutes(1) },
            "its route" => stored with { Route = "other" },
            "its outcome" => stored with { Outcome = "body_invalid" },
            "its request id" => stored with { RequestId = "another" },
            "its id" => stored with { Id = Guid.CreateVersion7() },
            "a bit of its content" => stored with { Content = Flipped(stored.Content.ToArray()) },
            "never encrypted" => stored with { Content = (byte[])[2, .. kept.Content.Span[1..]] },
            "never encrypted, as an earlier form" => stored with { Content = (byte[])[0, .. kept.Content.Span] },
            "a queued event" => stored with { Content = Queued() },
            _ => stored,
        };

        byte[] Queued()
        {
            var content = new byte[kept.Content.Length + ContentCipher.RoomFor(key)];
            kept.Content.CopyTo(content);
            ContentCipher.Seal(key, stored.Id, content, kept.Content.Length);
            return content;
        }
    }

    private static byte[] Flipped(byte[] content)
    {
        content[5] ^= 1;
        return content;
    }
}
