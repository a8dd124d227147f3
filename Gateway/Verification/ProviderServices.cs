using Gateway.Observability;
using Gateway.Verification.Fetching;
using Gateway.Verification.Handshake;
using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Verification;

/// <summary>What the gateway has of providers themselves, their keys above all; one for the process, whatever is reloaded.</summary>
internal sealed class ProviderServices : IDisposable
{
    private readonly ProviderClient _client;

    public ProviderServices(GatewayMetrics metrics, TimeProvider clock, ILoggerFactory loggers)
    {
        _client = new ProviderClient(clock);
        KeySets = new KeySetFeeds(_client, metrics, clock, loggers.CreateLogger<KeySetFeed>());
        Certificates = new CertificateStore(_client, metrics, clock, loggers.CreateLogger<CertificateStore>());
        Confirmations = new ConfirmationClient(_client, loggers.CreateLogger<ConfirmationClient>());
    }

    /// <summary>Their JSON Web Key Sets.</summary>
    public KeySetFeeds KeySets { get; }

    /// <summary>How their challenges are confirmed.</summary>
    public ConfirmationClient Confirmations { get; }

    /// <summary>Their certificates, which each webhook names.</summary>
    public CertificateStore Certificates { get; }

    public void Dispose() => _client.Dispose();
}
