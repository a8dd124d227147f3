using System.Net;
using Gateway.Intake;

namespace Gateway.Verification.Fetching;

/// <summary>
/// Tells addresses of the internet from those of this machine and its networks, which a name must not lead to: whoever
/// controls the name would have the gateway knock at doors that are closed to them.
/// </summary>
internal static class PublicAddress
{
    /// <summary>The special-purpose registries of IANA (RFC 6890).</summary>
    private static readonly IpRangeSet Special = IpRangeSet.Parse(
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/3", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
            "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8",
        ],
        static (_, error) => throw new InvalidOperationException(error));

    public static bool IsPublic(IPAddress address) => !Special.Contains(AddressBits.Of(address));
}
