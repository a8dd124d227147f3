using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Intake;
using Gateway.Storage;
using Gateway.Storage.Redis;

namespace Gateway.Configuration;

/// <summary>The <c>Gateway</c> section as written: null means the file does not say.</summary>
internal sealed record GatewayConfig
{
    /// <summary>The listener for health, metrics and the command line.</summary>
    public AdminConfig? Admin { get; init; }

    /// <summary>Tokens of that listener that may do less than everything.</summary>
    public TokensConfig? Tokens { get; init; }

    /// <summary>How the client's address is found behind proxies.</summary>
    public ClientConfig? Client { get; init; }

    /// <summary>Where claims and budgets are kept.</summary>
    public StorageConfig? Storage { get; init; }

    /// <summary>The Redis server, when <see cref="Storage"/> names it.</summary>
    public RedisConfig? Redis { get; init; }

    /// <summary>Bounds that hold for the whole process.</summary>
    public LimitsConfig? Limits { get; init; }

    /// <summary>How much is kept of refused and failed requests, for <c>gateway explain</c>.</summary>
    public CapturesConfig? Captures { get; init; }

    /// <summary>Who is told, by webhooks of the gateway's own, when something is wrong. Default: nobody.</summary>
    public IReadOnlyList<AlarmConfig>? Alarms { get; init; }

    /// <summary>What lets a backend verify that a webhook comes from the gateway, on every route that does not say otherwise. Default: nothing.</summary>
    public AttestationConfig? Attestation { get; init; }

    /// <summary>Presets of one's own, in the form of the shipped ones; a route names them as its <c>Provider</c>.</summary>
    public IReadOnlyDictionary<string, VerificationConfig>? Providers { get; init; }
}
