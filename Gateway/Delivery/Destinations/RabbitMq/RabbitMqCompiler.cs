using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>Compiles a destination's <c>RabbitMq</c>.</summary>
internal static class RabbitMqCompiler
{
    private static readonly string[] Schemes = ["amqp", "amqps"];

    /// <summary>The policy; null if a problem was reported.</summary>
    public static RabbitMqPolicy? Compile(BrokerSection section, RabbitMqConfig config)
    {
        var isReachable = CheckUrl(section, config.Url);
        section.ReportTooLarge(config.MaxBytes);
        if ((config.User is null) != (config.Password is null))
        {
            section.Report("needs the other one of 'User' and 'Password'.", config.User is null ? "Password" : "User");
        }

        if (config.Exchange is null)
        {
            section.Report("is missing; name an exchange, or write \"\" for the default one.", "Exchange");
        }
        else if (RabbitMqName.Defect(config.Exchange) is { } wrong)
        {
            section.Report($"'{config.Exchange}' {wrong}", "Exchange");
        }

        var nodes = new RabbitMqNodes
        {
            Url = config.Url ?? "",
            User = config.User ?? "guest",
            Password = section.Secret(config.Password, "Password") ?? "guest",
            Tls = section.Tls(config.CertificateAuthority, config.ClientCertificate, config.ClientCertificateKey),
        };
        if (isReachable && !nodes.Tls.IsEmpty && nodes.Nodes.Any(node => node.Scheme != "amqps"))
        {
            section.Report("has to be of amqps:// for the certificates to have an effect.", "Url");
        }

        var message = section.Message(config.Headers, config.Format, CloudEventBinding.Amqp);
        var key = section.Template(config.RoutingKey, "RoutingKey", "{route}.{type}", RabbitMqName.Defect);
        return key is null || config.Exchange is null || !isReachable
            ? null
            : new RabbitMqPolicy
            {
                Nodes = nodes,
                Exchange = config.Exchange,
                RoutingKey = key,
                IsMandatory = config.Mandatory ?? true,
                IsPersistent = config.Persistent ?? true,
                Message = message,
            };
    }

    private static bool CheckUrl(BrokerSection section, string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            section.Report("is missing; say where RabbitMQ is, e.g. \"amqp://localhost:5672\".", "Url");
            return false;
        }

        foreach (var one in url.Split(','))
        {
            if (!Uri.TryCreate(one, UriKind.Absolute, out var node) || !Schemes.Contains(node.Scheme, StringComparer.Ordinal) || node.Host.Length == 0)
            {
                section.Report(
                    one.Contains('@', StringComparison.Ordinal) ? "holds user info, and is no URL." : $"'{one}' is no URL of RabbitMQ; write one such as \"amqp://localhost:5672\".", "Url");
                return false;
            }

            if (node.UserInfo.Length > 0)
            {
                section.Report("holds user info; write 'User', and 'Password' as a reference.", "Url");
                return false;
            }
        }

        return true;
    }
}
