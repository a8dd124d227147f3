using System.Buffers;
using System.Globalization;
using Gateway.Intake;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Reports values of <c>ReverseProxy</c> that YARP takes, and that then match nothing or fail on every request.</summary>
internal static class ProxyValues
{
    /// <summary>The words of YARP's policies, by where in a cluster they stand: for its types they are texts.</summary>
    public static readonly IReadOnlyList<(string[] Keys, string[] Names)> Policies =
    [
        (["LoadBalancingPolicy"], ["FirstAlphabetical", "Random", "PowerOfTwoChoices", "RoundRobin", "LeastRequests"]),
        (["SessionAffinity", "Policy"], ["Cookie", "HashCookie", "ArrCookie", "CustomHeader"]),
        (["SessionAffinity", "FailurePolicy"], ["Redistribute", "Return503Error"]),
        (["HealthCheck", "AvailableDestinationsPolicy"], ["HealthyAndUnknown", "HealthyOrPanic"]),
        (["HealthCheck", "Active", "Policy"], ["ConsecutiveFailures"]),
        (["HealthCheck", "Passive", "Policy"], ["TransportFailureRate"]),
    ];

    private static readonly SearchValues<char> NotOfHosts = SearchValues.Create("/, @?#");

    /// <summary>The methods that YARP matches by.</summary>
    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    /// <summary>The keys that name YARP's transforms.</summary>
    private static readonly string[] Transforms =
    [
        "PathRemovePrefix", "PathPrefix", "PathSet", "PathPattern", "QueryValueParameter", "QueryRouteParameter", "QueryRemoveParameter",
        "HttpMethodChange", "RequestHeadersCopy", "RequestHeaderOriginalHost", "RequestHeader", "RequestHeaderRouteValue", "RequestHeaderRemove",
        "RequestHeadersAllowed", "ResponseHeadersCopy", "ResponseHeader", "ResponseHeaderRemove", "ResponseHeadersAllowed",
        "ResponseTrailersCopy", "ResponseTrailer", "ResponseTrailerRemove", "ResponseTrailersAllowed", "X-Forwarded", "Forwarded", "ClientCert",
    ];

    /// <summary>How the messages begin that YARP has for what is said here or by <see cref="DestinationAddresses"/>, without the place.</summary>
    private static readonly string[] SaidHere = ["No matching ", "No address found", "Unsupported HTTP method", "Unknown transform"];

    /// <param name="proxy">The section.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Check(ConfigurationNode proxy, ProblemList problems)
    {
        foreach (var route in proxy.ChildOrEmpty("Routes").Children.Values)
        {
            CheckMatch(route.ChildOrEmpty("Match"), problems);
            foreach (var transform in route.ChildOrEmpty("Transforms").Children.Values)
            {
                CheckTransform(transform, problems);
            }
        }

        foreach (var cluster in proxy.ChildOrEmpty("Clusters").Children.Values)
        {
            MustBegin(cluster.At("HealthCheck", "Active", "Path"), '/', problems);
            MustBegin(cluster.At("HealthCheck", "Active", "Query"), '?', problems);
            foreach (var (keys, names) in Policies)
            {
                if (cluster.At(keys) is { Value.Length: > 0 } node)
                {
                    MustBeOneOf(names, node, problems);
                }
            }

            if (cluster.At("HttpRequest", "ActivityTimeout") is { Value: { } timeout } at && DurationText.Parse(timeout) == TimeSpan.Zero)
            {
                problems.Add(at, $"is {timeout}: every attempt would end before it began. Use a longer one, or leave it out for 100 seconds.");
            }
        }
    }

    /// <summary>Whether it is said here, or by <see cref="DestinationAddresses"/>, where it stands and with what would be right.</summary>
    public static bool Says(string error) =>
        Array.Exists(SaidHere, beginning => error.StartsWith(beginning, StringComparison.Ordinal));

    private static void CheckMatch(ConfigurationNode match, ProblemList problems)
    {
        if (match.Child("Path") is { Value: { Length: > 0 } path } node && path[0] is not ('/' or '{'))
        {
            problems.Warn(node, $"'{path}' has no slash in front, and is taken as '/{path}'; write it.");
        }

        foreach (var method in match.ChildOrEmpty("Methods").Children.Values)
        {
            MustBeOneOf(Methods, method, problems);
        }

        foreach (var host in match.ChildOrEmpty("Hosts").Children.Values)
        {
            if (host.Value is { } text && (text.Length == 0 || text.AsSpan().ContainsAny(NotOfHosts)))
            {
                problems.Add(host, $"'{text}' is no host; write a name such as hooks.example.com, *.example.com or hooks.example.com:8443.");
            }
        }

        foreach (var header in match.ChildOrEmpty("Headers").Children.Values)
        {
            if (header.Child("Name") is { Value: { Length: > 0 } name } at && !HeaderName.IsValid(name))
            {
                problems.Add(at, $"'{name}' cannot be the name of a header.");
            }
        }
    }

    /// <summary>Of a transform its kind is the key that YARP knows; the others are its arguments.</summary>
    private static void CheckTransform(ConfigurationNode transform, ProblemList problems)
    {
        if (transform.Children.Count > 0 && !transform.Children.Keys.Any(key => Transforms.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            var key = transform.Children.Keys.First();
            problems.Add(transform, $"'{key}' is no transform.{NearestName.Suggest(key, Transforms)} Known: {string.Join(", ", Transforms)}.");
        }
    }

    private static void MustBeOneOf(string[] names, ConfigurationNode node, ProblemList problems)
    {
        if (node.Value is { } text && !names.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(node, $"found '{text}'; expected one of {string.Join(", ", names)}.{NearestName.Suggest(text, names)}");
        }
    }

    private static void MustBegin(ConfigurationNode node, char first, ProblemList problems)
    {
        if (node.Value is { Length: > 0 } text && text[0] != first)
        {
            problems.Add(node, string.Create(CultureInfo.InvariantCulture, $"'{text}' must begin with '{first}': write '{first}{text}'."));
        }
    }
}
