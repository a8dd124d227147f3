using Gateway.Reading;

namespace Gateway.Delivery.Destinations.Http;

/// <summary>Compiles a destination that is a cluster of <c>ReverseProxy:Clusters</c>.</summary>
internal static class HttpCompiler
{
    /// <summary>The policy; null if there is no such cluster.</summary>
    /// <param name="section">The destination; null where it is the route's own cluster, of which is reported where that stands.</param>
    /// <param name="name">As written.</param>
    /// <param name="clusters">The names of all clusters.</param>
    public static HttpPolicy? Compile(SectionContext? section, string? name, IReadOnlyList<string> clusters)
    {
        var known = clusters.FirstOrDefault(cluster => string.Equals(cluster, name, StringComparison.OrdinalIgnoreCase));
        if (known is null && section is not null && clusters.Count > 0)
        {
            section.Report(
                name is null
                    ? "needs a \"Cluster\", or a broker in its place: \"RedisStream\", \"Nats\", \"RabbitMq\" or \"Kafka\"."
                    : $"'{name}' is not one of 'ReverseProxy:Clusters'.{NearestName.Suggest(name, clusters)}");
        }

        return known is null ? null : new HttpPolicy(known);
    }
}
