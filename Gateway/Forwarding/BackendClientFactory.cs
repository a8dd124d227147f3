using System.Text;
using Gateway.Intake;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>YARP's clients of backends, which send what was verified byte for byte.</summary>
/// <param name="continuesTraces">
/// Spans are exported, so the backend's parent is the gateway's. Otherwise the sender's own trace context passes as it
/// came, and no span is made that nobody would see.
/// </param>
internal sealed class BackendClientFactory(bool continuesTraces) : ForwarderHttpClientFactory
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);

        // A backend that answers nobody must not take the descriptors of all others: further requests wait for a connection.
        handler.MaxConnectionsPerServer = Math.Min(handler.MaxConnectionsPerServer, DescriptorLimit.Connections);

        // Kestrel reads Latin-1 here, one character a byte, and a value that is not ASCII must arrive as it was signed.
        handler.RequestHeaderEncodingSelector ??= static (_, _) => Encoding.Latin1;
        handler.ResponseHeaderEncodingSelector ??= static (_, _) => Encoding.Latin1;
        if (!continuesTraces)
        {
            handler.ActivityHeadersPropagator = null;
        }
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new VerifiedContentHandler(base.WrapHandler(context, handler));
}
