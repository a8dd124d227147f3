using System.Buffers;
using Gateway.Intake;
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
            && string.Equals(transform.Path.Value, request.Path.Value, StringComparison.Ordinal)
            && string.Equals(transform.Query.QueryString.Value, request.QueryString.Value, StringComparison.Ordinal);
    }

    /// <summary>
    /// Not an absolute URL, and nothing that <see cref="PathGuard"/> refuses: a delivery may have been queued before it did.
    /// </summary>
    private static bool MayPass(string target) =>
        target.StartsWith('/') && RequestTarget.TryFindPath(target, out var path)
        && (RequestTarget.IsPlain(path) || PathReadings.Of(path) is not null);

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
