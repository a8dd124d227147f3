using Gateway.Intake;
using Microsoft.Extensions.Primitives;

namespace Gateway.Forwarding;

/// <summary>What a request's headers were found to be when what no sender may say was taken away.</summary>
/// <param name="Bytes">What they take of memory.</param>
/// <param name="MayOverride">Whether one is among them by which some backends believe another method, path or host.</param>
internal readonly record struct InboundHeaders(long Bytes, bool MayOverride)
{
    /// <summary>
    /// Takes away what only the gateway says, and what a backend may take for a header that the route reads. Of <c>X-Forwarded-*</c> the
    /// re-spelt ones: the header itself may be looked at by a stage, and goes when the webhook is forwarded.
    /// </summary>
    /// <remarks>One walk for all who ask: each takes an enumerator of Kestrel's from the heap, and has the length of the body written as text.</remarks>
    /// <param name="headers">The request's.</param>
    /// <param name="policy">The route's, which says what it reads; an open one reads nothing.</param>
    public static InboundHeaders Clean(IHeaderDictionary headers, RoutePolicy policy)
    {
        if (StringValues.IsNullOrEmpty(headers.Host))
        {
            headers.Remove("Host"); // YARP would send the empty one beside the destination's (RFC 9112, section 3.2).
        }

        var read = policy.Mode == VerificationMode.None ? null : policy.Spellings;
        List<string>? spoofed = null;
        var (bytes, mayOverride) = (0L, false);
        foreach (var (name, values) in headers)
        {
            if (GatewayHeaders.IsSpoofed(name) || read?.IsAnother(headers, name) == true)
            {
                (spoofed ??= []).Add(name);
                continue;
            }

            mayOverride |= OverridingHeaders.Contains(name);
            foreach (var value in values)
            {
                bytes += sizeof(char) * (name.Length + (value?.Length ?? 0));
            }
        }

        Remove(headers, spoofed);
        return new InboundHeaders(bytes, mayOverride);
    }

    /// <summary>Takes away what a backend may take for the header, and the header itself unless its writer is trusted.</summary>
    public static void RemoveSpellings(IHeaderDictionary headers, string name, bool keepsItself)
    {
        List<string>? spoofed = null;
        foreach (var (other, _) in headers)
        {
            if (other.Length == name.Length && GatewayHeaders.IsSpelling(other, name)
                && !(keepsItself && string.Equals(other, name, StringComparison.OrdinalIgnoreCase)))
            {
                (spoofed ??= []).Add(other);
            }
        }

        Remove(headers, spoofed);
    }

    private static void Remove(IHeaderDictionary headers, List<string>? names)
    {
        if (names is null)
        {
            return;
        }

        foreach (var name in names)
        {
            headers.Remove(name);
        }
    }
}
