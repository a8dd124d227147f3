using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary><c>lower:SOURCE</c>: a value of ASCII in lower case, as some providers sign what they send in upper case.</summary>
internal sealed record LowercaseSource(IValueSource Inner) : IValueSource
{
    public bool IsInBody => Inner.IsInBody;

    public bool MayBeInBody => Inner.MayBeInBody;

    public bool IsHeader => Inner.IsHeader;

    public string? BodyType => Inner.BodyType;

    public bool IsChosenByType => Inner.IsChosenByType;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || Inner.IsCoveredBy(signed);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = Inner.Read(webhook, out value);
        if (state != ValueState.Found)
        {
            return state;
        }

        // Other letters have several upper cases, the Kelvin sign is one of k: these would be other values with the same signature.
        if (!Ascii.IsValid(value.Span))
        {
            value = default;
            return ValueState.Ambiguous;
        }

        var lower = new char[value.Length];
        Ascii.ToLower(value.Span, lower, out _);
        value = lower;
        return ValueState.Found;
    }

    public bool IsAbsent(InboundWebhook webhook) => Inner.IsAbsent(webhook);

    /// <summary>A value with a capital in it could not be read back.</summary>
    public bool TryWrite(HttpRequest request, string value) => !value.AsSpan().ContainsAnyInRange('A', 'Z') && Inner.TryWrite(request, value);
}
