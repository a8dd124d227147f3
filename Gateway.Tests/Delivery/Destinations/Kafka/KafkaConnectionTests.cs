using Confluent.Kafka;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Kafka;

namespace Gateway.Tests.Delivery.Destinations.Kafka;

public sealed class KafkaConnectionTests
{
    [Fact]
    public async Task A_producer_that_cannot_be_made_is_a_broker_that_is_away()
    {
        await using var connection = new KafkaConnection(new KafkaCluster
        {
            Brokers = "127.0.0.1:1",
            Mechanism = null,
            User = null,
            Password = null,
            UsesTls = true,
            Tls = new BrokerTls("/nowhere/authority.pem", ClientCertificate: null, ClientCertificateKey: null), // Gone since it was looked at.
            TlsFiles = "",
            MaxBytes = 1_000_000,
        });

        var failure = await Assert.ThrowsAsync<KafkaException>(
            () => connection.ProduceAsync("hooks", new Message<byte[]?, byte[]> { Value = [] }, CancellationToken.None));

        Assert.Equal(BrokerState.Away, connection.State);
        Assert.Equal(nameof(Gateway.Delivery.Attempts.AttemptResult.Unreachable), KafkaResult.Of(failure.Error, connection).Result.ToString());
        Assert.Contains("ssl.ca.location", connection.Failure, StringComparison.Ordinal);
    }
}
