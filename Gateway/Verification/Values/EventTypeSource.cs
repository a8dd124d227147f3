using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>type</c>: the event's type, as the stage <c>Events</c> has found it.</summary>
internal sealed record EventTypeSource : IValueSource
{
    public const string Word = "type";

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = webhook.EventType.AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;
}
