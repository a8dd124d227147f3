using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>body:/json/pointer</c> (RFC 6901): one text or number of a JSON body.</summary>
internal sealed class BodySource(int index) : IValueSource
{
    public bool IsInBody => true;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value) => webhook.Json.Read(index, out value);
}
