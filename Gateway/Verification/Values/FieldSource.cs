using System.Globalization;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>header:NAME[t]</c>: one field of a structured value such as <c>t=1700000000,v1=5257a8...</c>, by its key or by
/// its position; it must stand once.
/// </summary>
internal sealed record FieldSource(IValueSource Whole, string Field) : IValueSource
{
    private readonly int _position =
        int.TryParse(Field.AsSpan().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1;

    /// <summary><c>[1+]</c>: this position and all behind it.</summary>
    public bool IsOpenEnded { get; } = Field.EndsWith('+');

    public bool IsInBody => Whole.IsInBody;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || Whole.IsCoveredBy(signed);

    /// <summary>Whether the field at <paramref name="position"/> with <paramref name="name"/> is the one that is meant.</summary>
    public bool Selects(ReadOnlySpan<char> name, int position) =>
        _position >= 0 ? position == _position || (IsOpenEnded && position > _position) : name.SequenceEqual(Field);

    /// <summary>By position the whole element counts, by key what stands behind the equals sign.</summary>
    public Range ValueOf(in FieldEnumerator.Field element) => _position >= 0 ? element.Whole : element.Value;

    /// <summary>The element as a provider writes it.</summary>
    public string Write(string value) => _position >= 0 ? value : $"{Field}={value}";

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = Whole.Read(webhook, out var text);
        value = default;
        if (state != ValueState.Found)
        {
            return state;
        }

        var isFound = false;
        var fields = new FieldEnumerator(text.Span);
        while (fields.MoveNext())
        {
            if (!Selects(text.Span[fields.Current.Name], fields.Current.Position))
            {
                continue;
            }

            if (isFound)
            {
                return ValueState.Ambiguous;
            }

            value = text[ValueOf(fields.Current)];
            isFound = true;
        }

        if (fields.IsCutOff)
        {
            return ValueState.Ambiguous;
        }

        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }
}
