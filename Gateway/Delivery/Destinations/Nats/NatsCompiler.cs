using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>Compiles a destination's <c>Nats</c>.</summary>
internal static class NatsCompiler
{
    private static readonly string[] Schemes = ["nats", "tls", "ws", "wss"];

    /// <summary>The policy; null if a problem was reported.</summary>
    public static NatsPolicy? Compile(BrokerSection section, NatsConfig config)
    {
        ReportUrl(section, config.Url);
        ReportCredentials(section, config);
        section.ReportTooLarge(config.MaxBytes);
        if (config.Stream is { } stream && (stream.Length == 0 || NatsSubject.Defect(stream) is not null || stream.Contains('.', StringComparison.Ordinal)))
        {
            section.Report($"'{stream}' is not a stream's name.", "Stream");
        }

        var servers = new NatsServers
        {
            Url = config.Url ?? "",
            User = config.User,
            Password = section.Secret(config.Password, "Password"),
            Token = section.Secret(config.Token, "Token"),
            Credentials = section.Secret(config.Credentials, "Credentials"),
            Tls = section.Tls(config.CertificateAuthority, config.ClientCertificate, config.ClientCertificateKey),
        };
        var message = section.Message(config.Headers, config.Format, CloudEventBinding.Nats);
        var subject = section.Template(config.Subject, "Subject", "webhooks.{route}.{type}", NatsSubject.Defect);
        return subject is null ? null : new NatsPolicy(servers, subject, config.Stream, message);
    }

    private static void ReportUrl(BrokerSection section, string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            section.Report("is missing; say where NATS is, e.g. \"nats://localhost:4222\".", "Url");
            return;
        }

        foreach (var one in url.Split(','))
        {
            if (!Uri.TryCreate(one, UriKind.Absolute, out var server) || !Schemes.Contains(server.Scheme, StringComparer.Ordinal) || server.Host.Length == 0)
            {
                section.Report(
                    one.Contains('@', StringComparison.Ordinal) ? "holds user info, and is no URL." : $"'{one}' is no URL of NATS; write one such as \"nats://localhost:4222\".", "Url");
            }
            else if (server.UserInfo.Length > 0)
            {
                section.Report("holds user info; write 'User' and 'Password', or 'Token', and the secret as a reference.", "Url");
            }
        }
    }

    private static void ReportCredentials(BrokerSection section, NatsConfig config)
    {
        if ((config.User is null) != (config.Password is null))
        {
            section.Report("needs the other one of 'User' and 'Password'.", config.User is null ? "Password" : "User");
        }

        string[] said = [.. Said(config.User, "User"), .. Said(config.Token, "Token"), .. Said(config.Credentials, "Credentials")];
        if (said.Length > 1)
        {
            section.Report($"stands beside '{said[0]}'; a connection has one kind of credentials.", said[1]);
        }
    }

    private static string[] Said(string? value, string key) => value is null ? [] : [key];
}
