using System.Net;
using System.Text;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>
/// A process that stands still for 0.3 s at a time, as under a quota of processor time: no time that it is stopped for may count against a
/// webhook.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class SchemaStandstillTests(ITestOutputHelper output)
{
    /// <summary>Patterns for both ways of matching, and formats: much of the time of a webhook is spent in them.</summary>
    private const string Schema = """
        { "properties": { "items": { "items": { "properties": {
            "id": { "pattern": "^(?=[a-z])(?!x-)[a-z0-9-]+$" },
            "at": { "pattern": "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?Z)?$", "format": "date" },
            "url": { "pattern": "^(https?|ftp)://.+\\.(example|test)/", "format": "uri" } } } } } }
        """;

    private const int Pauses = 20;
    private const int Items = 3_840; // 328 KB.

    [Fact]
    public async Task A_valid_webhook_stays_valid()
    {
        await using var upstream = await Upstream.StartAsync();
        using var schema = new TestFile(Encoding.UTF8.GetBytes(Schema));
        using var configuration = new TestConfiguration(
            upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Schema": { "File": "{{schema.Path}}", "AssertFormat": true } }""");
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        var body = "{\"items\":[" + string.Join(',', Enumerable.Range(0, Items).Select(i =>
            $"{{\"id\":\"item-{i}\",\"at\":\"2026-01-02\",\"url\":\"https://shop.example/items/{i}?page=one\"}}")) + "]}";
        using var end = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 4).Select(_ => SendAsync(gateway, body, end.Token)).ToList();
        for (var stop = 0; stop < Pauses * FaultOptions.Rounds; stop++)
        {
            await gateway.PauseAsync();
            await Pause.ForAsync(TimeSpan.FromSeconds(0.3));
            await gateway.ResumeAsync();
            await Pause.ForAsync(TimeSpan.FromSeconds(0.1));
        }

        await end.CancelAsync();
        var answers = (await Task.WhenAll(senders)).SelectMany(codes => codes).ToList();
        output.WriteLine($"{answers.Count} webhooks of {body.Length:N0} bytes");
        Each.Is(answers, code => Assert.Equal(HttpStatusCode.OK, code));
        Assert.Equal(0, await gateway.TerminateAsync());
    }

    private static async Task<List<HttpStatusCode>> SendAsync(GatewayProcess gateway, string body, CancellationToken end)
    {
        var codes = new List<HttpStatusCode>();
        do
        {
            using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), body).Request();
            using var answer = await gateway.Client.SendAsync(request, CancellationToken.None);
            codes.Add(answer.StatusCode);
        }
        while (!end.IsCancellationRequested);
        return codes;
    }
}
