using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd;

/// <summary>What holds for brokers of every kind, each by a real one.</summary>
public sealed class BrokerDeliveryTests
{
    public static TheoryData<string> Kinds => [.. BrokerServers.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broker_gets_the_exact_bytes_and_the_headers_beside_them(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        var webhook = BrokerScene.Event("evt_1", more: ",   \"text\" : \"caf\u00e9\\u0000\" ");
        using var request = webhook.Request();
        request.Headers.TryAddWithoutValidation("X-Provider", "one two");
        request.Headers.TryAddWithoutValidation("X-Unlisted", "not for the broker");

        await scene.Gateway.SendAsync(request);
        var message = Assert.Single(await broker.HasAsync(1));

        Assert.Equal(webhook.Body, message.Body);
        Assert.Equal("one two", message.Headers["X-Provider"]);
        Assert.Equal("evt_1", message.Headers["X-Gateway-Event-Id"]);
        Assert.Equal("resource.created", message.Headers["X-Gateway-Event-Type"]);
        Assert.Equal("hooks", message.Headers["X-Gateway-Route"]);
        Assert.Equal("1", message.Headers["X-Gateway-Delivery-Attempt"]);
        Assert.True(Guid.TryParse(message.Headers["X-Gateway-Delivery-Id"], out _));
        Assert.True(message.Headers.ContainsKey("X-Gateway-Verified-At"));
        Assert.False(message.Headers.ContainsKey("X-Unlisted"));
        Assert.False(message.Headers.ContainsKey(SignedWebhook.SignatureHeader));
        await scene.HasAsync(DeliveryState.Delivered, 2);
        await scene.Gateway.HoldsNothingAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_attested_message_has_the_gateways_signature_and_none_of_the_senders(string kind)
    {
        const string key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await QueueScene.StartAsync(
            $"\"To\": [ \"backend\", {broker.Destination.Replace("X-Provider", "webhook-id", StringComparison.Ordinal)} ], {BrokerScene.Impatient}",
            store: configuration => configuration.Environment["ATTESTATION_KEY"] = key,
            change: root =>
            {
                BrokerScene.AddType(root);
                root["Gateway"]!["Attestation"] = new JsonObject { ["As"] = "StandardWebhooks", ["Key"] = "env:ATTESTATION_KEY" };
            });
        var webhook = BrokerScene.Event("evt_1");
        using var request = webhook.Request();
        request.Headers.TryAddWithoutValidation("webhook-id", "the sender's");

        await scene.Gateway.SendAsync(request);
        var message = Assert.Single(await broker.HasAsync(1));

        Assert.Equal(message.Headers["X-Gateway-Delivery-Id"], message.Headers["webhook-id"]);
        var signed = $"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(message.Body)}";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)));
        Assert.Equal($"v1,{expected}", message.Headers["webhook-signature"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broker_that_is_away_gets_everything_once_it_is_back_and_nobody_else_waits_for_it(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        await scene.QueueAsync(BrokerScene.Event("evt_before"));
        await broker.HasAsync(1);

        await broker.StopAsync();
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.QueueAsync(BrokerScene.Event("evt_2"));
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 3);
        await scene.SaysAsync("failed (");
        await broker.RestartAsync();

        var received = (await broker.HasAsync(3)).Select(message => message.EventId);
        Assert.Equal(["evt_1", "evt_2", "evt_before"], received.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        await scene.HasAsync(DeliveryState.Delivered, 6);
        await scene.Gateway.HoldsNothingAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_gateway_starts_while_the_broker_is_away(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await broker.StopAsync();
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (");
        await broker.RestartAsync();

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_value_that_the_broker_does_not_allow_is_a_dead_letter_with_its_reason(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1", broker.DisallowedType));
        await scene.HasAsync(DeliveryState.Dead, 1);

        var dead = Assert.Single(await scene.ListAsync(DeliveryState.Dead));
        Assert.Equal("value_not_allowed", dead.Reason);
        Assert.Empty(await broker.ReadAsync());
        await scene.QueueAsync(BrokerScene.Event("evt_2"));
        Assert.Equal("evt_2", (await broker.HasAsync(1))[0].EventId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task How_a_broker_stands_is_told_beside_the_readiness_that_it_does_not_decide(string kind)
    {
        await using var broker = await BrokerServers.StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        await Eventually.IsTrueAsync(async () => (await ReadinessAsync(scene)).Contains($"{kind}\",\"broker\":", StringComparison.Ordinal), "the broker is told of");
        await Eventually.IsTrueAsync(async () => (await ReadinessAsync(scene)).Contains("\"connected\"", StringComparison.Ordinal), "it is connected");

        await broker.StopAsync();
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await Eventually.IsTrueAsync(async () => !(await ReadinessAsync(scene)).Contains("\"connected\"", StringComparison.Ordinal), "it is not connected");

        Assert.Contains("\"status\":\"ready\"", await ReadinessAsync(scene), StringComparison.Ordinal);
        await broker.RestartAsync();
        await Eventually.IsTrueAsync(async () => (await ReadinessAsync(scene)).Contains("\"connected\"", StringComparison.Ordinal), "it is connected again");
    }

    [Fact]
    public async Task One_webhook_goes_to_a_backend_and_to_every_broker_and_one_that_is_away_holds_up_no_other()
    {
        var brokers = new List<IBrokerServer>();
        try
        {
            foreach (var kind in BrokerServers.Kinds)
            {
                brokers.Add(await BrokerServers.StartAsync(kind));
            }

            await brokers[0].StopAsync();
            await using var scene = await BrokerScene.StartAsync([.. brokers.Select(broker => broker.Destination)]);
            await scene.QueueAsync(BrokerScene.Event("evt_1"));

            await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
            foreach (var broker in brokers.Skip(1))
            {
                await broker.HasAsync(1);
            }

            Assert.Single(await scene.ListAsync(DeliveryState.Waiting));
            await brokers[0].RestartAsync();
            await brokers[0].HasAsync(1);
            await scene.HasAsync(DeliveryState.Delivered, brokers.Count + 1);
        }
        finally
        {
            foreach (var broker in brokers)
            {
                await broker.DisposeAsync();
            }
        }
    }

    private static async Task<string> ReadinessAsync(QueueScene scene) =>
        await scene.Gateway.Client.GetStringAsync(new Uri(scene.Gateway.AdminUrl, "/readyz"));
}
