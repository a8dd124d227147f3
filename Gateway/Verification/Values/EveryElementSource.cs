using System.Text.Json;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>every:/list/*/member</c>: the one value that a member has in every element of a list, as Microsoft Graph repeats its
/// <c>clientState</c>. Elements that differ, or one without it, are no value at all.
/// </summary>
internal sealed class EveryElementSource : IValueSource, IEquatable<EveryElementSource>
{
    private const string Step = "/*/";

    /// <summary>Far above what providers batch: nothing is proven yet.</summary>
    private const int MaxElements = 1000;

    private readonly string _written;
    private readonly int _list;
    private readonly JsonPointerSet _member;

    private EveryElementSource(string written, int list, JsonPointerSet member) => (_written, _list, _member) = (written, list, member);

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public string? BodyType => "application/json";

    /// <summary>The source, or null if the text is not of the form.</summary>
    public static EveryElementSource? Parse(string text, BodyPointers bodyPointers)
    {
        var step = text.IndexOf(Step, StringComparison.Ordinal);
        if (step <= 0 || text.LastIndexOf(Step, StringComparison.Ordinal) != step)
        {
            return null;
        }

        var member = text[(step + Step.Length - 1)..];
        return JsonPointerSet.IsPointer(member) && bodyPointers.Add(text[..step]) is { } list
            ? new EveryElementSource(text, list, new JsonPointerSet(member))
            : null;
    }

    public bool IsCoveredBy(SignedValues signed) => signed.Body || signed.Contains(this);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (webhook.Json.Read() != JsonDefect.None)
        {
            return ValueState.Unreadable;
        }

        var list = webhook.Json.ListAt(_list);
        var reader = new Utf8JsonReader(list);
        if (list.IsEmpty || !reader.Read())
        {
            return ValueState.Missing;
        }

        string? common = null;
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (MemberOf(list[start..(int)reader.BytesConsumed], webhook.Memory) is not { } text)
            {
                return ValueState.Missing;
            }

            if (count == MaxElements || (common is not null && common != text))
            {
                return ValueState.Ambiguous;
            }

            common = text;
        }

        value = common.AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;

    public bool Equals(EveryElementSource? other) => _written == other?._written;

    public override bool Equals(object? obj) => Equals(obj as EveryElementSource);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_written);

    private string? MemberOf(ReadOnlySpan<byte> element, MemoryAccount memory)
    {
        var located = default(LocatedValue);
        _member.Read(element, StrictJsonOptions.Default, new Span<LocatedValue>(ref located), memory);
        return located.IsScalar && located.Length <= JsonBody.MostUnprovenText && memory.TryTakePassing(located.Length * sizeof(char)) ? located.GetString(element) : null;
    }
}
