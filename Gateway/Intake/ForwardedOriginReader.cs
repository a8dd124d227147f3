using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Gateway.Intake;

/// <summary>
/// Reads where the sender called: <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>, or <c>Forwarded</c> (RFC 7239) if the
/// proxies use that. Of a trusted proxy alone: anybody else would choose what its own signature is checked against.
/// </summary>
internal static class ForwardedOriginReader
{
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";
    private const string Prefix = "X-Forwarded-Prefix";

    private const int LongestPrefix = 256;

    /// <summary>Of a DNS name (RFC 1035) 253; with a port behind it.</summary>
    private const int LongestHost = 260;

    /// <summary>Of what RFC 3986, section 3.2.2, has in a name: what hosts are called, and nothing that ends one.</summary>
    private static readonly SearchValues<char> Name =
        SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly ForwardedOrigin NoProto = ForwardedOrigin.None($"{Proto} is missing");
    private static readonly ForwardedOrigin NoHost = ForwardedOrigin.None($"{Host} is missing");
    private static readonly ForwardedOrigin WrongProto = ForwardedOrigin.None($"{Proto} is not one http or https");
    private static readonly ForwardedOrigin WrongHost = ForwardedOrigin.None($"{Host} is not one host");
    private static readonly ForwardedOrigin WrongPrefix = ForwardedOrigin.None($"{Prefix} is not one path");
    private static readonly ForwardedOrigin WrongElement =
        ForwardedOrigin.None("Forwarded is missing, or its element does not have one proto and one host");

    public static readonly ForwardedOrigin Untrusted = ForwardedOrigin.None("the peer is not in TrustedProxies");

    /// <summary>Of the two headers. A list is refused: nobody says which of the proxies wrote which part of it.</summary>
    public static ForwardedOrigin Read(IHeaderDictionary headers)
    {
        var (proto, host) = (headers[Proto], headers[Host]);
        if (StringValues.IsNullOrEmpty(proto) || StringValues.IsNullOrEmpty(host))
        {
            return StringValues.IsNullOrEmpty(proto) ? NoProto : NoHost;
        }

        if (proto is not [("http" or "https") and var scheme])
        {
            return WrongProto;
        }

        if (host is not [{ } text] || !IsHost(text))
        {
            return WrongHost;
        }

        return ReadPrefix(headers) is { } prefix ? new ForwardedOrigin(scheme, text, Defect: null) { Prefix = prefix } : WrongPrefix;
    }

    /// <summary>The same, what can be read of it: one that cannot be read does not take the others with it.</summary>
    public static ForwardedWord ReadWord(IHeaderDictionary headers) => new(
        headers[Proto] is [("http" or "https") and var scheme] ? scheme : "",
        headers[Host] is [{ } host] && IsHost(host) ? host : "",
        ReadPrefix(headers) ?? "");

    /// <summary>Of one element of <c>Forwarded</c>, which has no place for a prefix.</summary>
    public static ForwardedWord ReadElementWord(ReadOnlySpan<char> element) => new(
        TryReadParameter(element, "proto", out var scheme) && scheme is "http" or "https" ? scheme.ToString() : "",
        TryReadParameter(element, "host", out var host) && IsHost(host) ? host.ToString() : "",
        "");

    /// <summary>The two headers as a proxy would write them.</summary>
    public static void Write(IHeaderDictionary headers, Uri url) => (headers[Proto], headers[Host]) = (url.Scheme, url.Authority);

    /// <summary>Of one element of <c>Forwarded</c> (RFC 7239, section 4), the one that the outermost trusted proxy wrote.</summary>
    public static ForwardedOrigin ReadElement(ReadOnlySpan<char> element) =>
        TryReadParameter(element, "proto", out var scheme) && scheme is "http" or "https"
            && TryReadParameter(element, "host", out var host) && IsHost(host)
            ? new ForwardedOrigin(scheme.ToString(), host.ToString(), Defect: null)
            : WrongElement;

    /// <summary>A parameter that stands exactly once, its quotes taken off.</summary>
    public static bool TryReadParameter(ReadOnlySpan<char> element, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        value = default;
        var isFound = false;
        foreach (var range in element.Split(';'))
        {
            var pair = element[range].Trim();
            var equals = pair.IndexOf('=');
            if (equals < 0 || !pair[..equals].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (isFound)
            {
                return false;
            }

            value = pair[(equals + 1)..].Trim().Trim('"');
            isFound = true;
        }

        return isFound;
    }

    /// <summary>The prefix without a slash at its end, empty without one; null for what is no path, or may be read as another.</summary>
    private static string? ReadPrefix(IHeaderDictionary headers) => headers[Prefix] switch
    {
        [] or [""] => "",
        [{ Length: <= LongestPrefix } prefix] when prefix[0] == '/' && RequestTarget.IsPlain(prefix) => prefix.TrimEnd('/'),
        _ => null,
    };

    /// <summary>A name, an IPv4 address or an IPv6 address in brackets, and a port or none (RFC 3986, section 3.2).</summary>
    private static bool IsHost(ReadOnlySpan<char> text)
    {
        var end = text.StartsWith("[") ? text.IndexOf(']') + 1 : text.IndexOf(':');
        var host = end < 0 ? text : text[..end];
        var port = text[host.Length..];
        return text.Length <= LongestHost && IsNameOrAddress(host) && (port.IsEmpty || (port[0] == ':' && IsPort(port[1..])));
    }

    private static bool IsNameOrAddress(ReadOnlySpan<char> host) => host.StartsWith("[")
        ? host.Contains(':') && AddressText.TryRead(host[1..^1], out _)
        : !host.IsEmpty && !host.ContainsAnyExcept(Name);

    private static bool IsPort(ReadOnlySpan<char> digits) =>
        !digits.ContainsAnyExceptInRange('0', '9') && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
