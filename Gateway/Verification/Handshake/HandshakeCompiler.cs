using System.Globalization;
using Gateway.Verification.Signature;

namespace Gateway.Verification.Handshake;

/// <summary>Compiles <c>Handshake</c>: the challenges without a signature before it is checked, the signed ones behind.</summary>
internal static class HandshakeCompiler
{
    /// <param name="context">Of the route.</param>
    /// <param name="written">The section.</param>
    /// <param name="signed">Which of its challenges: those that are signed, or those that are not.</param>
    /// <param name="signature">The route's <c>Signature</c>, whose secrets may sign an answer.</param>
    /// <param name="publicUrl">The route's <c>PublicUrl</c>.</param>
    public static HandshakeStage? Compile(
        StageContext context, IReadOnlyList<HandshakeConfig>? written, bool signed, SignatureConfig? signature, string? publicUrl)
    {
        var of = new HandshakeContext(context, signature, publicUrl);
        var handshakes = new List<HandshakePolicy>();
        foreach (var (index, config) in (written ?? []).Index())
        {
            if ((config.Signed ?? true) == signed
                && new HandshakeReader(of, config, index.ToString(CultureInfo.InvariantCulture)).Read() is { } handshake)
            {
                handshakes.Add(handshake);
            }
        }

        return handshakes.Count == 0 ? null : new HandshakeStage(handshakes);
    }

    /// <summary>The methods of the challenges that nobody signs; null among them is any method.</summary>
    public static IReadOnlyList<string?> UnsignedMethods(IReadOnlyList<HandshakeConfig>? written) =>
        [.. (written ?? []).Where(config => config.Signed == false).Select(config => config.Method)];

    /// <summary>Whether anybody gets an answer that is signed with the route's own secrets.</summary>
    public static bool SignsForAnybody(IReadOnlyList<HandshakeConfig>? written) =>
        written?.Any(config => config.SignsForAnybody) == true;
}
