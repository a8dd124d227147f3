using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>What names and values of attributes may be (CloudEvents 1.0, "Context Attributes").</summary>
internal static class CloudEventText
{
    private const int MostNameChars = 20;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>RFC 3986, section 2: reserved and unreserved characters, and the percent sign.</summary>
    private static readonly SearchValues<char> OfUris = SearchValues.Create(
        "%:/?#[]@!$&'()*+,;=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> OfSchemes =
        SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What is wrong with the name of an attribute of one's own, behind it; null if nothing is.</summary>
    public static string? NameDefect(string name) => name switch
    {
        "specversion" or "id" or "source" or "type" or "time" or "subject" or "datacontenttype" or "dataschema" or CloudEvent.Route or CloudEvent.Tenant
            or CloudEvent.ContentEncoding => "is an attribute with a meaning of its own; use another name.",
        "data" => "is reserved for the body; use another name.",
        _ when name.Length is 0 or > MostNameChars || name.AsSpan().ContainsAnyExcept(OfNames) =>
            $"is no name of an attribute; use 1 to {MostNameChars} lower-case letters and digits.",
        _ => null,
    };

    /// <summary>What is wrong with a text (type <c>String</c>), behind it; null if nothing is.</summary>
    public static string? StringDefect(string text)
    {
        if (text.Length == 0)
        {
            return "is empty.";
        }

        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
            {
                return "holds half of a character (an unpaired surrogate).";
            }

            if (Rune.IsControl(rune))
            {
                return "holds a control character.";
            }

            // https://www.unicode.org/faq/private_use.html#noncharacters
            if (rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
            {
                return "holds a code point that is no character.";
            }

            rest = rest[length..];
        }

        return null;
    }

    /// <summary>What is wrong with a URI reference (RFC 3986, section 4.1), behind it; null if nothing is.</summary>
    public static string? UriReferenceDefect(string text)
    {
        const string isNone = "is no URI reference (RFC 3986).";
        if (text.Length == 0)
        {
            return "is empty.";
        }

        if (text.AsSpan().ContainsAnyExcept(OfUris))
        {
            return "is no URI reference (RFC 3986): percent-encode blanks and what is not ASCII.";
        }

        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return isNone;
            }
        }

        // One "#" at most, and before it a colon in the first segment ends a scheme.
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        var hierarchy = fragment < 0 ? text : text[..fragment];
        if (fragment >= 0 && text.AsSpan(fragment).ContainsAny("[]") || text.IndexOf('#', fragment + 1) >= 0)
        {
            return isNone;
        }

        var query = hierarchy.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? hierarchy : hierarchy[..query];
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var hasScheme = colon >= 0 && (slash < 0 || colon < slash);
        if (hasScheme && (colon == 0 || !char.IsAsciiLetter(path[0]) || path.AsSpan(0, colon).ContainsAnyExcept(OfSchemes)))
        {
            return isNone;
        }

        var rest = hasScheme ? hierarchy[(colon + 1)..] : hierarchy;
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return rest.AsSpan().ContainsAny("[]") ? isNone : null; // Of an address alone.
        }

        var end = rest.AsSpan(2).IndexOfAny('/', '?');
        var authority = end < 0 ? rest.AsSpan(2) : rest.AsSpan(2, end);
        return IsAuthority(authority) && !rest.AsSpan(2 + authority.Length).ContainsAny("[]") ? null : isNone;
    }

    /// <summary>Section 3.2: <c>user@host:port</c>, of which an IPv6 address stands in brackets.</summary>
    private static bool IsAuthority(ReadOnlySpan<char> text)
    {
        var user = text[..(text.LastIndexOf('@') + 1)];
        var host = text[user.Length..];
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            if (host[(colon + 1)..].ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            host = host[..colon];
        }

        return !user.ContainsAny("[]") && host is ['[', .. var address, ']']
            ? IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6
            : !host.ContainsAny("[]:") && !user.ContainsAny("[]");
    }
}
