using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd;

/// <summary>Brokers that are reached by TLS and ask for a certificate, and credentials that change: real servers of the kinds that have any.</summary>
public sealed class BrokerTlsTests : IDisposable
{
    private readonly BrokerTlsFiles _files = new();
    private int _port;

    /// <summary>Not Kafka's, whose mock cluster knows neither: <c>KafkaTlsTests</c>.</summary>
    public static TheoryData<string> Kinds => ["RabbitMq", "Nats", "RedisStream"];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broker_is_believed_for_its_host_by_the_named_authority_alone_and_believes_who_shows_a_certificate(string kind)
    {
        await using var broker = await StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(
            Destination(kind, "right", "127.0.0.1", _files.AuthorityFile, _files.ClientFile),
            Destination(kind, "authority", "127.0.0.1", _files.OtherAuthorityFile, _files.ClientFile),
            Destination(kind, "system", "127.0.0.1", authority: null, _files.ClientFile),
            Destination(kind, "host", "localhost", _files.AuthorityFile, _files.ClientFile),
            Destination(kind, "client", "127.0.0.1", _files.AuthorityFile, client: null));

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("to authority failed (untrusted");
        await scene.SaysAsync("to system failed (untrusted");
        await scene.SaysAsync("to host failed (untrusted");
        await scene.SaysAsync($"to client failed ({WithoutCertificate(kind)}");

        Assert.Equal("evt_1", Assert.Single(await broker.HasAsync(1)).EventId);
        await scene.HasAsync(DeliveryState.Delivered, 2); // And the backend's.
        var readiness = await scene.Gateway.Client.GetStringAsync(new Uri(scene.Gateway.AdminUrl, "/readyz"));
        Assert.Contains("\"untrusted\"", readiness, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_expired_certificate_is_not_believed_until_the_broker_has_another(string kind)
    {
        _files.IssueServer(notAfter: TimeProvider.System.GetUtcNow().AddHours(-1));
        await using var broker = await StartAsync(kind);
        await using var scene = await BrokerScene.StartAsync(Destination(kind, "broker", "127.0.0.1", _files.AuthorityFile, _files.ClientFile));

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("to broker failed (untrusted");
        Assert.Empty(await broker.ReadAsync());
        _files.IssueServer();
        await RenewAsync(broker);

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_client_certificate_that_is_refused_is_told_and_the_file_of_another_is_enough(string kind)
    {
        await using var broker = await StartAsync(kind);
        _files.IssueClient(isBelieved: false);
        await using var scene = await BrokerScene.StartAsync(Destination(kind, "broker", "127.0.0.1", _files.AuthorityFile, _files.ClientFile));

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync($"to broker failed ({WithoutCertificate(kind)}");
        _files.IssueClient();

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_password_that_is_refused_is_told_and_the_file_with_the_right_one_is_enough(string kind)
    {
        using var password = new TestFile([]);
        await using IBrokerServer broker = kind switch
        {
            "Nats" => await NatsServer.StartAsync("accounts { A { jetstream: enabled, users: [ { user: admin, password: admin }, { user: hooks, password: right } ] } }"),
            "RabbitMq" => await RabbitMqServer.StartAsync(),
            _ => await RedisStreamServer.StartAsync(new() { Password = "right" }),
        };
        var (destination, wrong, right) = broker switch
        {
            NatsServer nats => ($$"""{ "Nats": { "Url": "{{nats.Url}}", "Subject": "resource.created", "User": "hooks", "Password": "file:{{password.Path}}" } }""", "wrong", "right"),
            RabbitMqServer rabbit =>
                ($$"""{ "RabbitMq": { "Url": "{{rabbit.Url}}", "Exchange": "events", "RoutingKey": "resource.created", "User": "guest", "Password": "file:{{password.Path}}" } }""", "wrong", "guest"),
            var redis => (
                $$"""{ "RedisStream": { "Configuration": "file:{{password.Path}}", "Key": "hooks:resource.created" } }""",
                $"127.0.0.1:{((RedisStreamServer)redis).Redis.Port},password=wrong", ((RedisStreamServer)redis).Redis.Configuration),
        };
        await File.WriteAllTextAsync(password.Path, wrong);
        await using var scene = await BrokerScene.StartAsync(destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unauthorized");
        await File.WriteAllTextAsync(password.Path, right);

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    /// <summary>Redis ends the connection behind the handshake, and does not say why.</summary>
    private static string WithoutCertificate(string kind) => kind == "RedisStream" ? "unreachable" : "unauthorized";

    private async Task<IBrokerServer> StartAsync(string kind)
    {
        switch (kind)
        {
            case "Nats":
                var nats = await NatsServer.StartAsync(tls: _files);
                _port = nats.Port;
                return nats;
            case "RabbitMq":
                var rabbit = await RabbitMqServer.StartAsync(_files);
                _port = rabbit.TlsPort;
                return rabbit;
            default:
                var redis = await RedisStreamServer.StartAsync(new() { TlsHost = "127.0.0.1", AsksForCertificate = true, Authority = _files.Authority, AppendOnly = true });
                _port = redis.Redis.TlsPort;
                await RenewAsync(redis);
                return redis;
        }
    }

    /// <summary>Has the broker show the certificate that the file holds now.</summary>
    private async Task RenewAsync(IBrokerServer broker)
    {
        if (broker is RedisStreamServer redis)
        {
            Assert.StartsWith(
                "+OK", await redis.Redis.AskAsync($"CONFIG SET tls-cert-file {_files.ServerFile} tls-key-file {_files.ServerKeyFile}"), StringComparison.Ordinal);
            return;
        }

        await broker.StopAsync();
        await broker.RestartAsync();
    }

    private string Destination(string kind, string name, string host, string? authority, string? client)
    {
        var place = kind switch
        {
            "Nats" => $"\"Url\": \"tls://{host}:{_port}\", \"Subject\": \"resource.created\"",
            "RabbitMq" => $"\"Url\": \"amqps://{host}:{_port}\", \"Exchange\": \"events\", \"RoutingKey\": \"resource.created\"",
            _ => $"\"Configuration\": \"{host}:{_port},ssl=true\", \"Key\": \"{RedisStreamServer.Key}\"",
        };
        var tls = (authority is null ? "" : $", \"CertificateAuthority\": \"{authority}\"") + (client is null ? "" : $", \"ClientCertificate\": \"{client}\"");
        return $$"""{ "{{kind}}": { {{place}}{{tls}} }, "Name": "{{name}}" }""";
    }
}
