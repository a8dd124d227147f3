using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Intake;

/// <summary>
/// Kestrel's least rate at which a body has to arrive: it ends senders that would hold a connection for ever where nothing
/// else does, on open routes and for what a monitored route passes on unread.
/// </summary>
internal static class BodyDataRate
{
    /// <summary>As Kestrel's own default.</summary>
    public static readonly MinDataRate Least = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Lift(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>Over HTTP/2 a rate that was lifted cannot be set again; YARP's activity timeout remains.</summary>
    public static void Restore(HttpContext context)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol)
            && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = Least;
        }
    }
}
