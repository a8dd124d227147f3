using System.Text;
using Gateway.Delivery.Destinations.Brokers;
using NATS.Client.Core;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>The connection to NATS that publishes to JetStream.</summary>
internal sealed class NatsJetStream : IBrokerConnection
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);

    private readonly KeptConnection<NatsClient> _kept;

    public NatsJetStream(NatsServers servers, TimeProvider clock)
    {
        var options = OptionsOf(servers);
        _kept = new KeptConnection<NatsClient>(closing => NatsClient.OpenAsync(options, closing), NatsResult.Explain, clock);
    }

    public BrokerState State => _kept.State;

    public BrokerFailure Failure => _kept.Failure;

    public ValueTask<NatsClient?> FindAsync(CancellationToken cancellation) => _kept.FindAsync(cancellation);

    public ValueTask DisposeAsync() => _kept.DisposeAsync();

    private static NatsOpts OptionsOf(NatsServers servers) => NatsOpts.Default with
    {
        Url = servers.Url,
        Name = "webhook gateway",
        AuthOpts = new NatsAuthOpts
        {
            Username = servers.User,
            Password = servers.Password,
            Token = servers.Token,
            Creds = servers.Credentials,
        },
        TlsOpts = new NatsTlsOpts
        {
            Mode = servers.Tls.IsEmpty ? TlsMode.Auto : TlsMode.Require,
            ConfigureClientAuthentication = servers.Tls.IsEmpty ? null : options =>
            {
                servers.Tls.Apply(options);
                return ValueTask.CompletedTask;
            },
        },
        ConnectTimeout = LongestConnect,
        PingInterval = TimeSpan.FromSeconds(5), // A server that vanished without a word is noticed by two that are not answered.
        HeaderEncoding = Encoding.Latin1, // Text of a header is bytes, each as one character.
    };
}
