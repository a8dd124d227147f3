using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Gateway.Intake;

/// <summary>
/// Reads an address in its usual notation and no other. <see cref="IPAddress"/> alone also takes <c>10.1</c>,
/// <c>0x0a.0.0.1</c>, <c>010.0.0.1</c> (octal: 8.0.0.1) and <c>[::1]:443</c>, each of which means another address to
/// somebody else.
/// </summary>
internal static class AddressText
{
    private const int LongestDotted = 15;

    private static readonly SearchValues<char> Ipv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address))
        {
            return false;
        }

        if (text.Contains(':'))
        {
            return !text.ContainsAnyExcept(Ipv6);
        }

        Span<char> dotted = stackalloc char[LongestDotted];
        return address.TryFormat(dotted, out var length) && text.SequenceEqual(dotted[..length]);
    }
}
