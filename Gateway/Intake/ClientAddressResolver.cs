using System.Net;
using Microsoft.Extensions.Primitives;

namespace Gateway.Intake;

/// <summary>
/// Finds who is calling: the connection's address, or, when that is a trusted proxy's, the right-most address in the
/// proxies' header that is not a trusted proxy itself. Everything to its left is the sender's own claim.
/// </summary>
internal sealed class ClientAddressResolver(IpRangeSet trustedProxies, string header)
{
    public const string DefaultHeader = "X-Forwarded-For";

    // More hops than any real chain has; a longer one is a header made to cost time.
    private const int MaxHops = 32;

    private readonly bool _isForwarded = string.Equals(header, "Forwarded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a trusted proxy would name the client.</summary>
    public string Header => header;

    /// <summary>Whether there is any proxy whose word counts.</summary>
    public bool TrustsNobody => trustedProxies.IsEmpty;

    /// <summary>Somebody names a client, and nobody is trusted to: the sender's own claim, or a proxy that was forgotten.</summary>
    public bool IgnoresHeaderOf(IHeaderDictionary headers) => trustedProxies.IsEmpty && headers.ContainsKey(header);

    /// <summary>Whether a connection from there is a trusted proxy's.</summary>
    public bool Trusts(IPAddress? peer) => peer is not null && trustedProxies.Contains(AddressBits.Of(peer));

    /// <summary>Where the sender called, by the same proxy's word that names the client. Only for a request of one that is trusted.</summary>
    public ForwardedOrigin ReadOrigin(IHeaderDictionary headers) => _isForwarded
        ? ForwardedOriginReader.ReadElement(TryFindClient(headers[header], out var element, out _) ? element : default)
        : ForwardedOriginReader.Read(headers);

    /// <summary>What the backend is told of the same. Only for a request of one that is trusted.</summary>
    public ForwardedWord ReadWord(IHeaderDictionary headers) => _isForwarded
        ? ForwardedOriginReader.ReadElementWord(TryFindClient(headers[header], out var element, out _) ? element : default)
        : ForwardedOriginReader.ReadWord(headers);

    /// <summary>Says where the sender called as a trusted proxy would: for <c>gateway send</c>.</summary>
    public void WriteOrigin(IHeaderDictionary headers, Uri url)
    {
        if (_isForwarded)
        {
            headers[header] = $"for=127.0.0.1;host=\"{url.Authority}\";proto={url.Scheme}";
        }
        else
        {
            ForwardedOriginReader.Write(headers, url);
        }
    }

    /// <summary>The client's address, or null when a trusted proxy names none that can be read.</summary>
    public IPAddress? Resolve(IPAddress? peer, IHeaderDictionary headers)
    {
        if (!Trusts(peer))
        {
            return peer;
        }

        var hops = headers[header];
        if (hops.Count == 0)
        {
            return peer;
        }

        return TryFindClient(hops, out _, out var client) ? client : null;
    }

    /// <summary>The right-most hop that is no trusted proxy; if all are, the left-most: there the call began.</summary>
    private bool TryFindClient(StringValues lines, out ReadOnlySpan<char> hop, out IPAddress? client)
    {
        hop = default;
        client = null;
        var hops = 0;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var rest = lines[i].AsSpan();
            while (true)
            {
                var comma = rest.LastIndexOf(',');
                hop = rest[(comma + 1)..].Trim();
                if (++hops > MaxHops || !TryReadHop(hop, out client))
                {
                    return false;
                }

                if (!trustedProxies.Contains(AddressBits.Of(client!)))
                {
                    return true;
                }

                if (comma < 0)
                {
                    break;
                }

                rest = rest[..comma];
            }
        }

        return hops > 0;
    }

    private bool TryReadHop(ReadOnlySpan<char> hop, out IPAddress? address)
    {
        address = null;
        if (_isForwarded && !ForwardedOriginReader.TryReadParameter(hop, "for", out hop))
        {
            return false;
        }

        return AddressText.TryRead(WithoutPort(hop), out address);
    }

    /// <summary>Forms in the wild: 1.2.3.4, 1.2.3.4:5678, 2001:db8::1, [2001:db8::1], [2001:db8::1]:5678. Any other is none.</summary>
    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> hop)
    {
        var isBracketed = hop.StartsWith("[");
        if (!isBracketed && hop.Count(':') != 1)
        {
            return hop;
        }

        var end = isBracketed ? hop.IndexOf(']') : hop.IndexOf(':');
        if (end < 0)
        {
            return default;
        }

        var port = isBracketed ? hop[(end + 1)..] : hop[end..];
        var isPort = port.IsEmpty || (port.Length > 1 && port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9'));
        return isPort ? hop[(isBracketed ? 1 : 0)..end] : default;
    }
}
