using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd;

/// <summary>Events as CloudEvents, read back from real brokers of every kind.</summary>
public sealed class BrokerCloudEventTests
{
    private const string Customer = "Euro \u20ac \ud83d\ude00"; // The example of the bindings.

    public static TheoryData<string> Kinds => [.. BrokerServers.Kinds];

    /// <summary>The kind, what attributes are called, and what holds the body's type.</summary>
    public static TheoryData<string, string, string> Bindings => new()
    {
        { "Kafka", "ce_", "content-type" },
        { "Nats", "ce-", "ce-datacontenttype" },
        { "RabbitMq", "cloudEvents_", "content_type" },
    };

    [Theory]
    [MemberData(nameof(Bindings))]
    public async Task In_binary_mode_a_broker_gets_the_bytes_and_attributes_by_its_own_binding(string kind, string prefix, string dataType)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(With(broker, """
            { "As": "CloudEvents", "Source": "https://hooks.example.com/{route}", "Type": "com.example.{type}", "Subject": "{body:/customer}",
              "Attributes": { "region": "eu", "missing": "{body:/missing}" } }
            """));
        var webhook = BrokerScene.Event("evt_1", more: $",\"customer\":\"{Customer}\"");
        var before = TimeProvider.System.GetUtcNow();

        await scene.QueueAsync(webhook);
        var message = Assert.Single(await broker.HasAsync(1));

        Assert.Equal(webhook.Body, message.Body);
        Assert.Equal("1.0", message.Headers[prefix + "specversion"]);
        Assert.Equal("evt_1", message.Headers[prefix + "id"]);
        Assert.Equal("https://hooks.example.com/hooks", message.Headers[prefix + "source"]);
        Assert.Equal("com.example.resource.created", message.Headers[prefix + "type"]);
        Assert.Equal(kind == "Nats" ? "Euro%20%E2%82%AC%20%F0%9F%98%80" : Customer, Utf8(message.Headers[prefix + "subject"]));
        Assert.Equal("eu", message.Headers[prefix + "region"]);
        Assert.Equal("hooks", message.Headers[prefix + "gatewayroute"]);
        Assert.Equal("application/json", message.Headers[dataType]);
        Assert.False(message.Headers.ContainsKey(prefix + "missing"));
        var time = DateTimeOffset.ParseExact(message.Headers[prefix + "time"], "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(time, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        await scene.HasAsync(DeliveryState.Delivered, 2);
        await scene.Gateway.HoldsNothingAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_structured_mode_a_broker_gets_one_JSON_object(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(With(broker, "\"CloudEventsStructured\""));
        var body = BrokerScene.Event("evt_1", more: $",   \"customer\" : \"{Customer}\", \"amount\": 1.00");

        await scene.QueueAsync(body);
        var message = Assert.Single(await broker.HasAsync(1));

        using var document = JsonDocument.Parse(message.Body);
        var made = document.RootElement;
        Assert.Empty(await CloudEventSchema.ViolationsAsync(message.Body));
        Assert.Equal("application/cloudevents+json; charset=UTF-8", message.Headers[kind == "RabbitMq" ? "content_type" : "content-type"]);
        Assert.Equal(
            ("1.0", "evt_1", "/hooks", "resource.created", "application/json", "hooks"),
            (Text("specversion"), Text("id"), Text("source"), Text("type"), Text("datacontenttype"), Text("gatewayroute")));
        Assert.Equal(Encoding.UTF8.GetString(body.Body), made.GetProperty("data").GetRawText());
        Assert.Equal("evt_1", message.EventId); // The gateway's own headers stand beside.
        await scene.HasAsync(DeliveryState.Delivered, 2);
        await scene.Gateway.HoldsNothingAsync();

        string? Text(string name) => made.GetProperty(name).GetString();
    }

    [Fact]
    public async Task In_structured_mode_an_attestation_is_over_all_of_the_object()
    {
        const string key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $"\"To\": [ {With(broker, "\"CloudEventsStructured\"")} ], {BrokerScene.Impatient}",
            store: configuration => configuration.Environment["ATTESTATION_KEY"] = key,
            change: root =>
            {
                BrokerScene.AddType(root);
                root["Gateway"]!["Attestation"] = new JsonObject { ["As"] = "StandardWebhooks", ["Key"] = "env:ATTESTATION_KEY" };
            });

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        var message = Assert.Single(await broker.HasAsync(1));

        var signed = $"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(message.Body)}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)));
        Assert.Equal($"v1,{expected}", message.Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData("\"Source\": \"{body:/source}\"", ",\"source\":\"with blank\"", "The source 'with\\u0020blank' is no URI reference")]
    [InlineData("\"Type\": \"com.{body:/kind}\"", ",\"kind\":\"a\\u0001\"", "holds a control character.")]
    [InlineData("\"Type\": \"{body:/kind}\"", "", "The type needs {body:/kind}, which the event does not have.")]
    public async Task A_value_that_is_not_allowed_is_a_dead_letter_with_its_reason(string format, string more, string said)
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(With(broker, $"{{ \"As\": \"CloudEvents\", {format} }}"));

        await scene.QueueAsync(BrokerScene.Event("evt_1", more: more));
        await scene.HasAsync(DeliveryState.Dead, 1);

        Assert.Equal("value_not_allowed", Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        await scene.SaysAsync(said);
        Assert.Empty(await broker.ReadAsync());
    }

    /// <summary>The broker's destination in a format.</summary>
    private static string With(IBrokerServer broker, string format)
    {
        var destination = JsonNode.Parse(broker.Destination)!;
        destination.AsObject().First().Value!["Format"] = JsonNode.Parse(format);
        return destination.ToJsonString();
    }

    private static string Utf8(string header) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header));
}
