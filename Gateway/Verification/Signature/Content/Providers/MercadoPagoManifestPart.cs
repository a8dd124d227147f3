using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{mercado-pago-manifest}</c>: <c>id:…;request-id:…;ts:…;</c>, without what the webhook has not, which Mercado Pago
/// leaves out of what it signs.
/// </summary>
internal sealed class MercadoPagoManifestPart : IContentPart
{
    /// <summary>The segments in order; the last, the timestamp, is always there.</summary>
    private readonly (string Label, IValueSource Source)[] _segments;

    /// <param name="id">Where <c>data.id</c> stands.</param>
    /// <param name="timestamp">Where the timestamp stands.</param>
    /// <param name="signed">The values that are signed.</param>
    public MercadoPagoManifestPart(IValueSource id, IValueSource timestamp, ICollection<IValueSource> signed)
    {
        _segments = [("id:", id), ("request-id:", new HeaderSource("x-request-id")), ("ts:", timestamp)];
        foreach (var (_, source) in _segments)
        {
            signed.Add(source);
        }
    }

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            var (label, source) = _segments[i];
            var state = source.Read(webhook, out var value);
            if (state == ValueState.Missing && i + 1 < _segments.Length)
            {
                continue;
            }

            if (state != ValueState.Found)
            {
                return state;
            }

            // It would go on like the next segment.
            if (value.Span.Contains(';'))
            {
                return ValueState.Ambiguous;
            }

            sink.Append(Encoding.Latin1.GetBytes($"{label}{value};"));
        }

        return ValueState.Found;
    }
}
