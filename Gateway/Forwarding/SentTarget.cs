using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Forwarding;

/// <summary>
/// Where a webhook goes with its path and query as they were sent. YARP writes them anew from what they mean, and so writes
/// <c>a%2Fb</c> as <c>a%252Fb</c> and <c>%7Euser</c> as <c>~user</c>.
/// </summary>
internal static class SentTarget
{
    /// <summary>Of these YARP writes what was sent (RFC 3986, section 3.3).</summary>
    private static readonly SearchValues<char> Ordinary =
        SearchValues.Create("!$&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

    /// <summary>The address; null where YARP's own is to be used.</summary>
    /// <param name="transform">The request, behind the route's own transforms.</param>
    public static Uri? Find(RequestTransformContext transform)
    {
        var target = transform.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.AsSpan().ContainsAnyExcept(Ordinary) && IsUntouched(transform) && MayPass(target)
            ? Join(transform.DestinationPrefix, target)
            : null;
    }

    private static bool IsUntouched(RequestTransformContext transform)
    {
        var request = transform.HttpContext.Request;
        return transform.ProxyRequest.RequestUri is null
            && !request.PathBase.HasValue
            && string.Equals(transform.Path.Value, request.Path.Value, StringComparison.Ordinal)
            && string.Equals(transform.Query.QueryString.Value, request.QueryString.Value, StringComparison.Ordinal);
    }

    /// <summary>
    /// Not what a backend may resolve to another path than the route was matched by, or cut short (<c>#</c>); and no
    /// absolute form, no asterisk.
    /// </summary>
    private static bool MayPass(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith('/') || target.ContainsAnyExceptInRange('!', '~') || target.Contains('#'))
        {
            return false;
        }

        var query = target.IndexOf('?');
        return !MayBeResolved(query < 0 ? target : target[..query]);
    }

    /// <summary>
    /// Whether it has a backslash or a segment <c>.</c> or <c>..</c>, however escaped, and with parameters behind it or not.
    /// With the bytes C0 and C1, which no UTF-8 has, both have been written too long to be recognised.
    /// </summary>
    private static bool MayBeResolved(ReadOnlySpan<char> path)
    {
        const int other = -1;
        var dots = 0; // of the segment, as long as it has nothing else
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '%' && i + 2 < path.Length
                && byte.TryParse(path.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                c = (char)escaped;
                i += 2;
            }

            switch (c)
            {
                case '\\' or '\u00c0' or '\u00c1':
                case '/' or ';' when dots is 1 or 2:
                    return true;
                case '/':
                    dots = 0;
                    break;
                case '.' when dots != other:
                    dots++;
                    break;
                default:
                    dots = other;
                    break;
            }
        }

        return dots is 1 or 2;
    }

    /// <summary>As YARP joins them: the destination's own path stays in front, in its normalised form.</summary>
    private static Uri? Join(string destination, string target)
    {
        if (destination.AsSpan().ContainsAny('?', '#'))
        {
            return null;
        }

        var prefix = new Uri(destination).AbsoluteUri.AsSpan();
        prefix = prefix.EndsWith('/') ? prefix[..^1] : prefix;
        return new Uri(
            string.Concat(prefix, target), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
