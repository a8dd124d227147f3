using System.Text.RegularExpressions;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Http;
using Gateway.Delivery.Destinations.Kafka;
using Gateway.Delivery.Destinations.Nats;
using Gateway.Delivery.Destinations.RabbitMq;
using Gateway.Delivery.Destinations.RedisStream;
using Gateway.Verification;

namespace Gateway.Delivery.Destinations;

/// <summary>Compiles where a destination's events go: a cluster, or one kind of broker.</summary>
/// <param name="context">The route.</param>
/// <param name="clusters">The names of all clusters.</param>
/// <param name="templates">Compiles texts with values in them.</param>
internal sealed partial class PlaceCompiler(StageContext context, IReadOnlyList<string> clusters, TemplateCompiler templates)
{
    /// <summary>The place and the name of its queue; null if a problem was reported.</summary>
    /// <param name="config">The destination.</param>
    /// <param name="at">Where it stands below the route's section; empty for the route's own cluster.</param>
    public (string Name, IDestinationPolicy Place)? Compile(DestinationConfig config, string[] at)
    {
        (string Kind, object? Written, Func<BrokerSection, IDestinationPolicy?> Compile)[] kinds =
        [
            (nameof(config.RedisStream), config.RedisStream, section => RedisStreamCompiler.Compile(section, config.RedisStream!)),
            (nameof(config.Nats), config.Nats, section => NatsCompiler.Compile(section, config.Nats!)),
            (nameof(config.RabbitMq), config.RabbitMq, section => RabbitMqCompiler.Compile(section, config.RabbitMq!)),
            (nameof(config.Kafka), config.Kafka, section => CompileKafka(section, config.Kafka!)),
        ];
        var written = Array.FindAll(kinds, kind => kind.Written is not null);
        if (written.Length == 0)
        {
            return CompileCluster(config, at);
        }

        if (written.Length > 1 || config.Cluster is not null)
        {
            context.Report("is more than one place; write a destination for each.", at);
            return null;
        }

        var (kind, _, compile) = written[0];
        var name = NameOf(config.Name, kind, at);
        var place = compile(new BrokerSection(context, [.. at, kind], templates));
        return place is null ? null : (name, place);
    }

    private (string Name, IDestinationPolicy Place)? CompileCluster(DestinationConfig config, string[] at)
    {
        if (config.Name is not null)
        {
            context.Report("has no effect beside a cluster, whose name the destination has; remove it.", [.. at, "Name"]);
        }

        return HttpCompiler.Compile(at.Length > 0 ? context.Section.At(at) : null, config.Cluster, clusters) is { } place
            ? (place.Cluster, place)
            : null;
    }

#if WITHOUT_KAFKA
    /// <summary>The client finds the functions of its library by reflection, which nothing tells the native compiler of.</summary>
    private static IDestinationPolicy? CompileKafka(BrokerSection section, KafkaConfig config)
    {
        _ = config;
        section.Report("is not in the native build of the gateway; use the standard one for destinations in Kafka.");
        return null;
    }
#else
    private static KafkaPolicy? CompileKafka(BrokerSection section, KafkaConfig config) => KafkaCompiler.Compile(section, config);
#endif

    /// <summary>What waits is kept under the name: it has to stay the same, whatever else of the destination changes.</summary>
    private string NameOf(string? written, string kind, string[] at)
    {
        var name = written ?? kind.ToLowerInvariant();
        if (!Name().IsMatch(name))
        {
            context.Report($"'{name}' is not a name; use 1 to 64 letters, digits, dots, hyphens and underscores.", [.. at, "Name"]);
        }
        else if (clusters.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            context.Report($"'{name}' is one of 'ReverseProxy:Clusters'; give the destination another 'Name'.", at);
        }

        return name;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
