using System.Globalization;

namespace Gateway.Verification.Handshake;

/// <summary>Compiles <c>Handshake</c>: the challenges without a signature before it is checked, the signed ones behind.</summary>
internal static class HandshakeCompiler
{
    public static HandshakeStage? Compile(StageContext context, bool signed)
    {
        var handshakes = new List<HandshakePolicy>();
        foreach (var (index, config) in (context.Config.Handshake ?? []).Index())
        {
            if ((config.Signed ?? true) == signed
                && new HandshakeReader(context, config, index.ToString(CultureInfo.InvariantCulture)).Read() is { } handshake)
            {
                handshakes.Add(handshake);
            }
        }

        return handshakes.Count == 0 ? null : new HandshakeStage(handshakes);
    }
}
