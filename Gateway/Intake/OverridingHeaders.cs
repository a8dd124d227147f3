using System.Collections.Frozen;

namespace Gateway.Intake;

/// <summary>
/// Headers by which a sender chooses another method or path than the request line names, and which some backends believe. What was matched
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
            "X-Accel-Redirect", "X-Sendfile",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Names;

    /// <summary>Removes them, however they are spelt, but those that the route has forwarded.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="kept">In their usual spelling.</param>
    public static void Remove(IHeaderDictionary headers, IReadOnlySet<string> kept)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (name[0] is 'X' or 'x' && Names.Contains(HeaderSpellings.Usually(name)) && !kept.Contains(name))
            {
                (found ??= []).Add(name);
            }
        }

        foreach (var name in found ?? [])
        {
            headers.Remove(name);
        }
    }
}
