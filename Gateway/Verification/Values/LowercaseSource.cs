using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>lower:SOURCE</c>: a value in lower case, as some providers sign what they send in upper case.</summary>
internal sealed record LowercaseSource(IValueSource Inner) : IValueSource
{
    public bool IsInBody => Inner.IsInBody;

    public bool MayBeInBody => Inner.MayBeInBody;

    public bool IsHeader => Inner.IsHeader;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || Inner.IsCoveredBy(signed);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = Inner.Read(webhook, out value);
        if (state == ValueState.Found)
        {
            var lower = new char[value.Length];
            value.Span.ToLowerInvariant(lower);
            value = lower;
        }

        return state;
    }

    public bool IsAbsent(InboundWebhook webhook) => Inner.IsAbsent(webhook);

    /// <summary>A value with a capital in it could not be read back.</summary>
    public bool TryWrite(HttpRequest request, string value) => !value.AsSpan().ContainsAnyInRange('A', 'Z') && Inner.TryWrite(request, value);
}
