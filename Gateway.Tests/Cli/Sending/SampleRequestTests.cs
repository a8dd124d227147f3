using System.Text;
using Gateway.Cli.Sending;
using Gateway.Configuration;

namespace Gateway.Tests.Cli.Sending;

public sealed class SampleRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static TheoryData<string> Samples() =>
    [
        .. typeof(SampleRequest).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Samples/", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name)),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_of_a_shipped_provider_and_leaves_no_placeholder(string provider)
    {
        Assert.Contains(provider, ShippedPresets.Names);
        var values = new SampleValues("id", EventType: null, Now);
        var draft = SampleRequest.Find(provider)!.Draft("POST", new Uri("http://localhost/"), values);
        var text = Encoding.UTF8.GetString(draft.Body);

        Assert.Single(draft.Headers.ContentType);
        Assert.DoesNotContain("{event", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{now", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evt_{id}", "evt_7")]
    [InlineData("{event:made}", "made")]
    [InlineData("{now:iso-8601}", "2026-01-02T03:04:05Z")]
    [InlineData("{now:unix-seconds}", "1767323045")]
    [InlineData("{now:unix-milliseconds}", "1767323045678")]
    [InlineData("{\"id\":{id}}", "{\"id\":7}")]
    [InlineData("{other}", "{other}")]
    public void Placeholders_stand_for_what_differs_each_time(string template, string filled) =>
        Assert.Equal(filled, SampleRequest.Fill(template, new SampleValues("7", EventType: null, Now)));

    [Fact]
    public void A_chosen_event_type_stands_in_place_of_the_sample_s_own() =>
        Assert.Equal("lost", SampleRequest.Fill("{event:made}", new SampleValues("7", "lost", Now)));
}
