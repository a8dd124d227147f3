using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd;

/// <summary>Bodies whose values are read once more when they are sent to a broker: compressed ones, and long ones.</summary>
public sealed class BrokerBodyTests
{
    [Fact]
    public async Task A_compressed_body_goes_on_as_it_came_and_its_values_name_where_to()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await StartAsync($$"""{ "Nats": { "Url": "{{broker.Url}}", "Subject": "resource.{body:/customer}" } }""");
        var compressed = Compressed("""{"id":"evt_1","type":"resource.created","customer":"c1"}""");

        await SendAsync(scene, compressed);
        var message = Assert.Single(await broker.HasAsync(1));

        Assert.Equal("resource.c1", message.Place);
        Assert.Equal(compressed, message.Body);
        Assert.Equal("gzip", message.Headers["Content-Encoding"]);
        await scene.Gateway.HoldsNothingAsync();
    }

    [Fact]
    public async Task A_property_of_RabbitMQ_says_how_a_body_is_compressed()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await StartAsync(broker.Destination);

        await SendAsync(scene, Compressed("""{"id":"evt_1","type":"resource.created"}"""));

        Assert.Equal("gzip", Assert.Single(await broker.HasAsync(1)).Headers["content_encoding"]);
    }

    [Theory]
    [InlineData("CloudEvents")]
    [InlineData("CloudEventsStructured")]
    public async Task A_compressed_body_that_its_route_decodes_is_decoded_in_a_CloudEvent(string format)
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await StartAsync($$"""{ "Nats": { "Url": "{{broker.Url}}", "Subject": "{type}", "Format": "{{format}}" } }""");
        var body = $$"""{"id":"evt_1","type":"resource.created","text":"{{new string('x', 50_000)}}"}""";

        await SendAsync(scene, Compressed(body));
        var message = Assert.Single(await broker.HasAsync(1));

        using var document = JsonDocument.Parse(message.Body);
        Assert.Equal(body, format == "CloudEvents" ? Encoding.UTF8.GetString(message.Body) : document.RootElement.GetProperty("data").GetRawText());
        Assert.DoesNotContain("encoding", string.Concat(message.Headers.Keys), StringComparison.OrdinalIgnoreCase);
        await scene.Gateway.HoldsNothingAsync();
    }

    [Fact]
    public async Task A_compressed_body_that_its_route_does_not_decode_says_so_in_a_CloudEvent()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ { "Nats": { "Url": "{{broker.Url}}", "Subject": "resource.created", "Format": { "As": "CloudEventsStructured", "Type": "com.example.any" } } } ], {{BrokerScene.Impatient}}
            """,
            change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!.AsObject().Remove("Deduplication"));
        var compressed = Compressed("""{"id":"evt_1"}""");

        await SendAsync(scene, compressed, "application/octet-stream");
        var message = Assert.Single(await broker.HasAsync(1));

        using var document = JsonDocument.Parse(message.Body);
        Assert.Equal(compressed, document.RootElement.GetProperty("data_base64").GetBytesFromBase64());
        Assert.Equal("gzip", document.RootElement.GetProperty("contentencoding").GetString());
    }

    [Fact]
    public async Task A_condition_of_a_destination_reads_a_compressed_body()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await StartAsync(
            $$"""{ "Nats": { "Url": "{{broker.Url}}", "Subject": "{type}" }, "Where": { "Value": "body:/customer", "Equals": "c1" } }""");

        await SendAsync(scene, Compressed("""{"id":"evt_1","type":"resource.created","customer":"c2"}"""));
        await SendAsync(scene, Compressed("""{"id":"evt_2","type":"resource.created","customer":"c1"}"""));
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 2);

        Assert.Equal("evt_2", Assert.Single(await broker.HasAsync(1)).EventId);
    }

    [Fact]
    public async Task A_body_of_more_values_than_one_that_is_not_proven_may_have_is_read_for_a_name()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync($$"""{ "Nats": { "Url": "{{broker.Url}}", "Subject": "resource.{body:/customer}" } }""");

        await scene.QueueAsync(BrokerScene.Event("evt_1", more: $",\"list\":[{string.Join(',', Enumerable.Repeat("1", 40_000))}],\"customer\":\"c1\""));

        Assert.Equal("resource.c1", Assert.Single(await broker.HasAsync(1)).Place);
    }

    private static Task<QueueScene> StartAsync(string destination) => QueueScene.StartAsync(
        $"\"To\": [ \"backend\", {destination} ], {BrokerScene.Impatient}",
        change: root =>
        {
            BrokerScene.AddType(root);
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Body"] = new JsonObject { ["Decode"] = new JsonArray("gzip") };
        });

    private static byte[] Compressed(string body)
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            stream.Write(Encoding.UTF8.GetBytes(body));
        }

        return compressed.ToArray();
    }

    private static async Task SendAsync(QueueScene scene, byte[] compressed, string contentType = "application/json")
    {
        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), compressed).Request(contentType: contentType);
        request.Content!.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.OK, (await scene.Gateway.SendAsync(request)).Status);
    }
}
