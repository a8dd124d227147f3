using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding;

/// <summary>
/// The end of verification: behind a change of protocol (RFC 9110, section 7.8; RFC 8441) bytes pass that nobody looks at, and the
/// backend gets another method than was signed. Only an open route may have one.
/// </summary>
internal static class ConnectionUpgrade
{
    private const string Settings = "HTTP2-Settings"; // RFC 7540, section 3.2.1

    /// <summary>Whether the request is nothing but the wish for a tunnel that the route may not give.</summary>
    public static bool IsForbiddenTunnel(HttpContext context, bool isOpen) =>
        context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
            ? !isOpen
            : HttpMethods.IsConnect(context.Request.Method); // to a host of the sender's choice: that is a forward proxy's

    /// <summary>Makes it a request like any other, which is what a server makes of it that does not know the protocol.</summary>
    public static void Remove(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            headers.Remove("Upgrade"); // In other versions it is malformed, and refused.
            headers.Remove(Settings);
        }

        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            if (upgrade.IsUpgradableRequest)
            {
                // It has no body. Kestrel's own would be what comes next on the connection.
                context.Request.Body = Stream.Null;
            }

            context.Features.Set<IHttpUpgradeFeature>(null); // YARP asks it for the stream.
        }
    }
}
