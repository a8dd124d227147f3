using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>header:NAME</c>: one header, which must stand once.</summary>
internal sealed record HeaderSource(string Name) : IValueSource
{
    public bool IsInBody => false;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this);

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

    public bool Equals(HeaderSource? other) => string.Equals(Name, other?.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
}
