using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>header:NAME</c>: one header, which must stand once.</summary>
internal sealed class HeaderSource(string name) : IValueSource
{
    public string Name { get; } = name;

    public bool IsInBody => false;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var lines = webhook.Request.Headers[Name];
        value = lines.Count == 1 ? lines[0].AsMemory() : default;
        return lines.Count switch
        {
            0 => ValueState.Missing,
            1 => value.IsEmpty ? ValueState.Missing : ValueState.Found,
            _ => ValueState.Ambiguous,
        };
    }
}
