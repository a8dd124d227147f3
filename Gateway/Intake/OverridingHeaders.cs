using System.Collections.Frozen;

namespace Gateway.Intake;

/// <summary>
/// Headers by which a sender chooses another method, path or host than the request names, and which some backends believe. What was matched
/// and verified by the one would be answered as the other.
/// </summary>
internal static class OverridingHeaders
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "X-Original-URL", "X-Original-URI", "X-Original-Path", "X-Original-Method", // IIS's rewriting, Symfony, nginx's auth_request
            "X-Rewrite-URL", "X-Rewrite-URI", "X-Rewrite-Path", "X-Override-URL", // ISAPI_Rewrite, Zend and Symfony
            "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-HTTP-Path-Override",
            "X-Forwarded-Uri", "X-Forwarded-Url", "X-Forwarded-Path", "X-Forwarded-Method", // forward authentication
            "X-Envoy-Original-Path", "X-Envoy-Original-Method", "X-Replaced-Path", "X-Waws-Unencoded-Url", "X-MS-Original-Url", "X-Script-Name",
            "Method-Override", "X-Method", "X-HTTP-Request-Method", "X-Tunnel-Method", "X-Arr-Original-Url", "X-Request-Uri", "Request-Uri",
            "X-Forwarded-Request-Uri", "X-Path-Info", "Path-Info", "X-Forwarded-Path-Prefix", "X-Original-Host", "X-Host",
            "X-Accel-Redirect", "X-Sendfile",
            "Proxy", // HTTP_PROXY to CGI: whose backend asks others by it (CVE-2016-5385)
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Names;

    /// <summary>Whether it is one, however it is spelt.</summary>
    public static bool Contains(string name) => Names.Contains(HeaderSpellings.Usually(name));

    /// <summary>Removes them, however they are spelt, but those that the route has forwarded.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="kept">In their usual spelling.</param>
    public static void Remove(IHeaderDictionary headers, IReadOnlySet<string> kept)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (Contains(name) && !kept.Contains(name))
            {
                (found ??= []).Add(name);
            }
        }

        if (found is null)
        {
            return;
        }

        foreach (var name in found)
        {
            headers.Remove(name);
        }
    }
}
