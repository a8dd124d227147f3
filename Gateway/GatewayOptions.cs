using Gateway.Admin.Explanations;
using Gateway.Configuration.Hosting;

namespace Gateway;

/// <summary>What the process is started with, beside its configuration file.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The configuration file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Where webhooks are received; null leaves it to <c>ASPNETCORE_URLS</c>, Kestrel's own section and <see cref="ListeningAddress.Default"/>.</summary>
    public string? Urls { get; init; }

    /// <summary>The clock of everything that judges or waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Looks up an environment variable that the configuration refers to.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>
    /// Configuration keys over the file's, in place of the process's environment variables; null for those. A gateway with
    /// overrides has nothing but its file and them: for the demonstration and the tests.
    /// </summary>
    public IReadOnlyDictionary<string, string?>? Overrides { get; init; }

    /// <summary>Says of a kept request why it was refused, for the dashboard; null where nobody can.</summary>
    public Func<GatewayOptions, CaptureExplainer>? Explains { get; init; }

    /// <summary>Where log events go instead of standard output; null for the configured sinks.</summary>
    public ILoggerProvider? Logger { get; init; }
}
