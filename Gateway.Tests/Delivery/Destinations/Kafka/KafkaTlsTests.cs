using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.Kafka;

/// <summary>
/// TLS of librdkafka as the gateway sets it, against a listener that shakes hands and then is no Kafka: the mock cluster knows no TLS, and no SASL. What is
/// believed is what completes the handshake.
/// </summary>
public sealed class KafkaTlsTests : IDisposable
{
    private readonly BrokerTlsFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_broker_is_believed_by_the_named_authority_and_sees_the_client_certificate()
    {
        await using var listener = new TlsListener(_files);
        await using var scene = await StartAsync(listener, "127.0.0.1", _files.AuthorityFile);

        Assert.Equal(TestClientCertificate.Name + ", O=Provider", await Eventually.EndsAsync(listener.FirstClient, "the gateway shakes hands"));
    }

    [Theory]
    [InlineData("authority")]
    [InlineData("host")]
    [InlineData("expired")]
    public async Task A_certificate_that_is_not_believed_is_untrusted(string wrong)
    {
        if (wrong == "expired")
        {
            _files.IssueServer(notAfter: TimeProvider.System.GetUtcNow().AddHours(-1));
        }

        await using var listener = new TlsListener(_files);
        await using var scene = await StartAsync(
            listener, wrong == "host" ? "localhost" : "127.0.0.1", wrong == "authority" ? _files.OtherAuthorityFile : _files.AuthorityFile);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));

        await scene.SaysAsync("to kafka failed (untrusted");
        Assert.False(listener.FirstClient.IsCompleted);
    }

    [Fact]
    public async Task A_file_that_changes_is_another_connection()
    {
        _files.IssueClient(isBelieved: false);
        await using var listener = new TlsListener(_files);
        await using var scene = await StartAsync(listener, "127.0.0.1", _files.AuthorityFile);
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("to kafka failed ("); // The listener ends the connection without an alert, which would be "unauthorized".

        _files.IssueClient();

        await Eventually.EndsAsync(listener.FirstClient, "the gateway shows the other certificate");
    }

    private Task<QueueScene> StartAsync(TlsListener listener, string host, string authority) => BrokerScene.StartAsync(
        $$"""
        { "Kafka": { "Brokers": "{{host}}:{{listener.Port}}", "Topic": "{type}", "CertificateAuthority": "{{authority}}", "ClientCertificate": "{{_files.ClientFile}}" } }
        """);
}
