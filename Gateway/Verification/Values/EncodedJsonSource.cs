using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Gateway.Intake;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary><c>base64-json:NAME[member]</c>: a member of the JSON object that a header holds in base64, as eBay sends its signature.</summary>
internal sealed record EncodedJsonSource(string Name, string Member) : IValueSource
{
    /// <summary>Far above what any provider sends: nothing is proven yet.</summary>
    private const int MaxLength = 4096;

    private readonly HeaderSource _header = new(Name);
    private readonly JsonPointerSet _member = new(TokenClaims.PointerTo(Member));

    public bool IsInBody => false;

    public bool MayBeInBody => false;

    public bool IsHeader => false;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || _header.IsCoveredBy(signed);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = _header.Read(webhook, out var text);
        value = default;
        if (state != ValueState.Found)
        {
            return state;
        }

        if (text.Length > MaxLength || !Ascii.IsValid(text.Span))
        {
            return ValueState.Unreadable;
        }

        var json = new byte[text.Length];
        Encoding.ASCII.GetBytes(text.Span, json);
        if (Base64.DecodeFromUtf8InPlace(json, out var length) != OperationStatus.Done)
        {
            return ValueState.Unreadable;
        }

        var located = default(LocatedValue);
        json = json[..length];
        if (_member.Read(json, StrictJsonOptions.Default, new Span<LocatedValue>(ref located)) != JsonDefect.None)
        {
            return ValueState.Unreadable;
        }

        var isFound = located.IsScalar && located.Length > 0;
        value = isFound ? located.GetString(json).AsMemory() : default;
        return isFound ? ValueState.Found : ValueState.Missing;
    }

    /// <summary>The object is written as one.</summary>
    public bool TryWrite(HttpRequest request, string value) => false;

    public bool Equals(EncodedJsonSource? other) => _header.Equals(other?._header) && Member == other.Member;

    public override int GetHashCode() => HashCode.Combine(_header, Member);
}
