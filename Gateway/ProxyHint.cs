using System.Net;
using Gateway.Intake;
using Gateway.Observability;

namespace Gateway;

/// <summary>
/// Warns when the gateway seems to stand behind a proxy that nobody told it of: everyone behind it shares one address then,
/// and one forger uses up the attempts of all. Once in a process, since anyone can send such a header.
/// </summary>
internal sealed partial class ProxyHint(ILogger<ProxyHint> logger)
{
    private int _isGiven;

    public void Look(ClientAddressResolver client, HttpContext context)
    {
        if (Volatile.Read(ref _isGiven) == 0 && client.IgnoresHeaderOf(context.Request.Headers)
            && Interlocked.Exchange(ref _isGiven, 1) == 0)
        {
            LogHeaderIgnored(client.Header, context.Connection.RemoteIpAddress);
        }
    }

    [LoggerMessage(EventIds.ClientHeaderIgnored, LogLevel.Warning,
        "A request from {Peer} carries {Header}, which is not believed: 'Gateway:Client:TrustedProxies' names no proxy. If {Peer} "
        + "is one, everyone behind that proxy shares one address; name it there. Said once.")]
    private partial void LogHeaderIgnored(string header, IPAddress? peer);
}
