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

    /// <param name="proxy">The section.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Check(ConfigurationNode proxy, ProblemList problems)
    {
        foreach (var route in proxy.ChildOrEmpty("Routes").Children.Values)
        {
            CheckMatch(route.ChildOrEmpty("Match"), problems);
        }

        foreach (var cluster in proxy.ChildOrEmpty("Clusters").Children.Values)
        {
            MustBegin(cluster.At("HealthCheck", "Active", "Path"), '/', problems);
            MustBegin(cluster.At("HealthCheck", "Active", "Query"), '?', problems);
            foreach (var (keys, names) in Policies)
            {
                if (cluster.At(keys) is { Value: { Length: > 0 } text } node && !names.Contains(text, StringComparer.OrdinalIgnoreCase))
                {
                    problems.Add(node, $"found '{text}'; expected one of {string.Join(", ", names)}.{NearestName.Suggest(text, names)}");
                }
            }
        }
    }

    /// <summary>Whether it is said here, or by <see cref="DestinationAddresses"/>, where it stands and with what would be right.</summary>
    public static bool Says(string error) =>
        error.StartsWith("No matching ", StringComparison.Ordinal) || error.StartsWith("No address found", StringComparison.Ordinal);

    private static void CheckMatch(ConfigurationNode match, ProblemList problems)
    {
        if (match.Child("Path") is { Value: { Length: > 0 } path } node && path[0] is not ('/' or '{'))
        {
            problems.Warn(node, $"'{path}' has no slash in front, and is taken as '/{path}'; write it.");
        }

        foreach (var method in match.ChildOrEmpty("Methods").Children.Values)
        {
            if (method.Value is { } text && !HeaderName.IsValid(text)) // the same characters
            {
                problems.Add(method, $"'{text}' cannot be the name of a method; write one such as POST.");
            }
        }

        foreach (var host in match.ChildOrEmpty("Hosts").Children.Values)
        {
            if (host.Value is { } text && (text.Length == 0 || text.AsSpan().ContainsAny("/, @?#")))
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

    private static void MustBegin(ConfigurationNode node, char first, ProblemList problems)
    {
        if (node.Value is { Length: > 0 } text && text[0] != first)
        {
            problems.Add(node, string.Create(CultureInfo.InvariantCulture, $"'{text}' must begin with '{first}': write '{first}{text}'."));
        }
    }
}
