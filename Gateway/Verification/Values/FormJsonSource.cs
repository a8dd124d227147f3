using System.Text;
using Gateway.Intake;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary><c>form-json:NAME[/json/pointer]</c>: a value of the JSON that a field of a form holds, as Dropbox Sign sends its events.</summary>
internal sealed record FormJsonSource(string Name, string Pointer) : IValueSource
{
    private readonly FormSource _field = new(Name);
    private readonly JsonPointerSet _pointer = new(Pointer);

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public string? BodyType => _field.BodyType;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || _field.IsCoveredBy(signed);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = _field.Read(webhook, out var text);
        value = default;
        if (state != ValueState.Found)
        {
            return state;
        }

        // The text again as bytes, and what is read of it.
        if (!webhook.Memory.TryTakePassing(text.Length * (long)(sizeof(char) + 3)))
        {
            return ValueState.Unreadable;
        }

        var json = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var read = json.AsSpan(0, Encoding.UTF8.GetBytes(text.Span, json));
        var located = default(LocatedValue);
        if (_pointer.Read(read, webhook.Policy.Json, new Span<LocatedValue>(ref located), webhook.Memory) != JsonDefect.None)
        {
            return ValueState.Unreadable;
        }

        if (!located.IsScalar || located.Length == 0)
        {
            return located.IsFound && !located.IsScalar ? ValueState.Unreadable : ValueState.Missing;
        }

        value = located.Length > JsonBody.MostUnprovenText ? default : located.GetString(read).AsMemory();
        return value.IsEmpty ? ValueState.Unreadable : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;

    public bool Equals(FormJsonSource? other) => Name == other?.Name && Pointer == other.Pointer;

    public override int GetHashCode() => HashCode.Combine(Name, Pointer);
}
