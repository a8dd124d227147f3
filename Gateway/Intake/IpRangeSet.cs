using System.Globalization;
using System.Net.Sockets;

namespace Gateway.Intake;

/// <summary>A set of addresses given as addresses and CIDR ranges; looked up in logarithmic time.</summary>
internal sealed class IpRangeSet
{
    private readonly UInt128[] _first;
    private readonly UInt128[] _last;

    private IpRangeSet(List<(UInt128 First, UInt128 Last)> ranges)
    {
        // Merged and sorted, so that one binary search decides.
        ranges.Sort();
        var merged = new List<(UInt128 First, UInt128 Last)>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last)
            {
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        _first = [.. merged.Select(range => range.First)];
        _last = [.. merged.Select(range => range.Last)];
    }

    public static IpRangeSet Empty { get; } = new([]);

    public bool IsEmpty => _first.Length == 0;

    /// <summary>Builds the set, or reports each entry that is not an address or a range.</summary>
    public static IpRangeSet Parse(IEnumerable<string> entries, Action<int, string> report)
    {
        var ranges = new List<(UInt128, UInt128)>();
        foreach (var (index, entry) in entries.Index())
        {
            if (ParseRange(entry, out var error) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                report(index, error);
            }
        }

        return new IpRangeSet(ranges);
    }

    public bool Contains(UInt128 address)
    {
        var index = Array.BinarySearch(_first, address);
        if (index >= 0)
        {
            return true;
        }

        var before = ~index - 1;
        return before >= 0 && address <= _last[before];
    }

    private static (UInt128 First, UInt128 Last)? ParseRange(string entry, out string error)
    {
        error = $"'{entry}' is not an address or CIDR range; write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.";
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? entry : entry[..slash];
        if (!AddressText.TryRead(addressText, out var address))
        {
            return null;
        }

        // A bare address is that one address, in either family: a /32 put behind an IPv6 address would let 2^96 in.
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(entry[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length)
            || length > bits))
        {
            return null;
        }

        var first = AddressBits.Of(address);
        var host = HostMask(AddressBits.PrefixLength(address, length));
        if ((first & host) != 0)
        {
            error = $"'{entry}' has bits set behind its prefix; write the range's first address, or the bare address.";
            return null;
        }

        return (first, first | host);
    }

    private static UInt128 HostMask(int prefixLength) =>
        prefixLength == 0 ? UInt128.MaxValue : (UInt128.One << (128 - prefixLength)) - 1;
}
