using System.Globalization;
using System.Net;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>Where a destination is, so that one backend has one address however it is written.</summary>
/// <param name="Authority">Host and port.</param>
/// <param name="Host">The virtual host that it is asked for; null if the destination does not say.</param>
/// <param name="BasePath">What stands before every path; null if what servers make of it is not known.</param>
internal sealed record BackendAddress(string Authority, string? Host, PathShape? BasePath)
{
    /// <summary>Those of a cluster: of what is no address, which is reported elsewhere, the text, and of none nothing.</summary>
    public static IEnumerable<BackendAddress> Of(ClusterConfig cluster) =>
        (cluster.Destinations?.Values ?? [])
            .Where(destination => !string.IsNullOrEmpty(destination.Address))
            .Select(destination => Of(destination.Address, string.IsNullOrEmpty(destination.Host) ? null : destination.Host));

    /// <summary>Whether a request to one may be a request to the other: two names of one server may be two sites.</summary>
    public bool MayBe(BackendAddress other) =>
        string.Equals(Authority, other.Authority, StringComparison.Ordinal)
        && (Host is null || other.Host is null || string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase));

    private static BackendAddress Of(string address, string? host) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        ? new BackendAddress(string.Create(CultureInfo.InvariantCulture, $"{Name(url)}:{url.Port}"), host, Base(url.AbsolutePath))
        : new BackendAddress(address, host, PathShape.Root);

    private static PathShape? Base(string path) =>
        path.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? null : PathShape.OfLiteral(Uri.UnescapeDataString(path));

    /// <summary>In lower case and without the dot of the root; this machine has one name, also as the address that means all of its own.</summary>
    private static string Name(Uri url)
    {
        var name = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(name, out var address))
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            var isThisMachine = IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
            return isThisMachine ? "localhost" : address.ToString();
        }

        return name.EndsWith(".localhost", StringComparison.Ordinal) ? "localhost" : name; // RFC 6761, section 6.3
    }
}
