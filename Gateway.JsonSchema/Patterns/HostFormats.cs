using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Gateway.JsonSchema.Patterns.Idn;

namespace Gateway.JsonSchema.Patterns;

/// <summary>Names and addresses of hosts and mailboxes.</summary>
internal static class HostFormats
{
    private static readonly SearchValues<char> AddressLetters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>RFC 1123 section 2.1: labels of letters, digits and inner hyphens.</summary>
    public static bool IsPlainHostname(ReadOnlySpan<char> text) => IsHostname(text, mindsIdna: false);

    /// <summary>The same, and where it has a label of IDNA that is one (draft 7 Validation section 7.3.3).</summary>
    public static bool IsHostname(ReadOnlySpan<char> text) => IsHostname(text, mindsIdna: true);

    /// <summary>RFC 5321 section 4.1.2.</summary>
    public static bool IsEmail(ReadOnlySpan<char> text) => IsMailbox(text, isInternational: false);

    /// <summary>RFC 6531 section 3.3.</summary>
    public static bool IsInternationalEmail(ReadOnlySpan<char> text) => IsMailbox(text, isInternational: true);

    /// <summary>
    /// RFC 2673 section 3.2: four numbers, and none of the short or octal forms that .NET would take.
    /// </summary>
    public static bool IsIPv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            var isNumber = part.Length is >= 1 and <= 3 && part.IndexOfAnyExceptInRange('0', '9') < 0;
            if (!isNumber || (part.Length > 1 && part[0] == '0') || int.Parse(part, provider: null) > 255)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    /// <summary>RFC 4291 section 2.2, without zone and prefix.</summary>
    public static bool IsIPv6(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 45 || text.ContainsAnyExcept(AddressLetters))
        {
            return false;
        }

        var dot = text.IndexOf('.');
        if (dot >= 0 && !IsIPv4(text[(text.LastIndexOf(':') + 1)..]))
        {
            return false;
        }

        return IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsHostname(ReadOnlySpan<char> text, bool mindsIdna)
    {
        if (text.Length is 0 or > 253)
        {
            return false;
        }

        foreach (var part in text.Split('.'))
        {
            var label = text[part];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            foreach (var letter in label)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
                {
                    return false;
                }
            }

            // RFC 5890 section 2.3.1: hyphens in both places mark labels of another kind, of which IDNA is the only one.
            if (mindsIdna && label.Length > 3 && label[2] == '-' && label[3] == '-')
            {
                return IdnFormats.IsHostname(text);
            }
        }

        return true;
    }

    private static bool IsMailbox(ReadOnlySpan<char> text, bool isInternational)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0 || at == text.Length - 1 || at > 64)
        {
            return false;
        }

        var local = text[..at];
        var domain = text[(at + 1)..];
        var isLocal = local[0] == '"' ? IsQuoted(local, isInternational) : AreAtoms(local, isInternational);
        if (!isLocal)
        {
            return false;
        }

        if (domain[0] == '[' && domain[^1] == ']')
        {
            var literal = domain[1..^1];
            return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
                ? IsIPv6(literal[5..])
                : IsIPv4(literal);
        }

        return isInternational ? IdnFormats.IsMailDomain(domain) : IsHostname(domain);
    }

    /// <summary>RFC 5321 section 4.1.2, Quoted-string; RFC 6531 lets in what is beyond ASCII, but not as a pair.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> local, bool isInternational)
    {
        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        var inner = local[1..^1];
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\')
            {
                i++;
                if (i == inner.Length || inner[i] is < ' ' or > '~')
                {
                    return false;
                }
            }
            else if (inner[i] is '"' or < ' ' or '\x7F' || (inner[i] > '~' && !isInternational))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreAtoms(ReadOnlySpan<char> local, bool isInternational)
    {
        foreach (var range in local.Split('.'))
        {
            var atom = local[range];
            if (atom.IsEmpty)
            {
                return false;
            }

            foreach (var letter in atom)
            {
                if (!char.IsAsciiLetterOrDigit(letter)
                    && !"!#$%&'*+-/=?^_`{|}~".Contains(letter, StringComparison.Ordinal)
                    && !(isInternational && letter >= 0x80))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
