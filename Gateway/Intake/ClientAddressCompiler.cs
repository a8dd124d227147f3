using System.Globalization;
using System.Net;
using Gateway.Reading;

namespace Gateway.Intake;

/// <summary>Compiles <c>Gateway:Client</c>.</summary>
internal static class ClientAddressCompiler
{
    public static ClientAddressResolver Compile(SectionContext section, ClientConfig? config)
    {
        var trusted = config?.TrustedProxies ?? [];
        var proxies = IpRangeSet.Parse(trusted, (index, error) =>
            section.Report(error, "TrustedProxies", index.ToString(CultureInfo.InvariantCulture)));
        foreach (var (index, entry) in trusted.Index())
        {
            if (IsEverybody(IpRangeSet.Parse([entry], (_, _) => { })))
            {
                section.Report(
                    $"'{entry}' trusts everybody: each sender would choose its own address. Name the networks of your proxies.",
                    "TrustedProxies", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        var header = config?.Header ?? ClientAddressResolver.DefaultHeader;
        if (!HeaderName.IsValid(header))
        {
            section.Report($"'{header}' cannot be the name of a header.", "Header");
        }

        return new ClientAddressResolver(proxies, header);
    }

    /// <summary>Of one range: with both ends of all IPv4 or IPv6 addresses it has them all.</summary>
    private static bool IsEverybody(IpRangeSet range) =>
        (range.Contains(AddressBits.Of(IPAddress.Any)) && range.Contains(AddressBits.Of(IPAddress.Broadcast)))
        || (range.Contains(UInt128.MinValue) && range.Contains(UInt128.MaxValue));
}
