using Gateway.Configuration.Hosting;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Reports addresses of clusters' destinations that nothing can be forwarded to, or that are the gateway's own.</summary>
/// <param name="listeners">Where the process listens.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class DestinationAddresses(IReadOnlyList<Listener> listeners, ProblemList problems)
{
    private static readonly string[] Schemes = ["http", "https"];

    /// <param name="clusters">The <c>Clusters</c>.</param>
    public void Check(ConfigurationNode clusters)
    {
        foreach (var cluster in clusters.Children.Values)
        {
            foreach (var destination in cluster.ChildOrEmpty("Destinations").Children.Values)
            {
                if (string.IsNullOrEmpty(destination.ChildOrEmpty("Address").Value))
                {
                    problems.Add(destination.ChildOrEmpty("Address"), "is missing; write the URL of the backend, such as \"http://backend:5000/\".");
                    continue;
                }

                CheckAddress(destination.ChildOrEmpty("Address"));
                CheckAddress(destination.ChildOrEmpty("Health"));
            }

            if (cluster.At("HttpClient", "WebProxy", "Address") is { Value: { } proxy } node && !IsHttp(proxy))
            {
                problems.Add(node, $"{Found(proxy)}; expected the URL of a proxy, such as \"http://proxy:3128\".");
            }
        }
    }

    private void CheckAddress(ConfigurationNode node)
    {
        if (node.Value is null)
        {
            return;
        }

        var text = node.Value;
        var scheme = text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? text[..end] : null;
        if (scheme is null)
        {
            problems.Add(node, text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase)
                ? $"{Found(text)}; webhooks are forwarded by http and https alone, not into a socket of the file system."
                : $"{Found(text)}, which has no scheme; write \"http://{text.Split(":/")[^1].TrimStart('/')}\" or the same with https.");
        }
        else if (text.Trim() != text)
        {
            problems.Add(node, $"{Found(text)}, which begins or ends with white space; write \"{text.Trim()}\".");
        }
        else if (!Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(node, $"{Found(text)}; webhooks are forwarded by http and https alone.{NearestName.Suggest(scheme, Schemes)}");
        }
        else if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            problems.Add(node, $"{Found(text)}, which is no URL; write one such as \"http://backend:5000/\".");
        }
        else if (url.Port == 0)
        {
            problems.Add(node, $"{Found(text)}; there is no port 0 to connect to.");
        }
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add(node, $"{Found(text)}; expected a URL without user, query and fragment, which are not forwarded.");
        }
        else if (listeners.FirstOrDefault(listener => listener.IsReachedBy(url.Host, url.Port)) is { } self)
        {
            problems.Add(
                node, $"'{text}' is the gateway itself ({self.Named}): a webhook would be forwarded round in a circle. Name the backend.");
        }
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && Schemes.Contains(url.Scheme, StringComparer.OrdinalIgnoreCase);

    /// <summary>Not repeated with user info: that is a password.</summary>
    private static string Found(string text) => text.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{text}'";
}
