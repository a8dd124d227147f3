using System.Text.Json;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>every:/list/*/member</c>: the one value that a member has in every element of a list, as Microsoft Graph repeats its
/// <c>clientState</c>. Elements that differ, or one without it, are no value at all. Or <c>each:/list/*/member</c>: all the values that it has, each once and
/// parted by commas, as the types of a batch of CloudEvents. The list may be the body itself: <c>/*/member</c>.
/// </summary>
internal sealed class EveryElementSource : IValueSource, IEquatable<EveryElementSource>
{
    private const string Step = "/*/";

    /// <summary>Far above what providers batch: nothing is proven yet.</summary>
    private const int MaxElements = 1000;

    /// <summary>In the place of a pointer: the list is all of the body.</summary>
    private const int Root = -1;

    private readonly string _written;
    private readonly int _list;
    private readonly JsonPointerSet _member;

    private EveryElementSource(string written, int list, JsonPointerSet member, bool isEach)
    {
        (_written, _list, _member) = (written, list, member);
        IsList = isEach;
    }

    public bool IsList { get; }

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public string? BodyType => "application/json";

    /// <summary>The source, or null if the text is not of the form.</summary>
    public static EveryElementSource? Parse(string text, BodyPointers bodyPointers, bool isEach = false)
    {
        var step = text.IndexOf(Step, StringComparison.Ordinal);
        if (step < 0 || text.LastIndexOf(Step, StringComparison.Ordinal) != step)
        {
            return null;
        }

        var member = text[(step + Step.Length - 1)..];
        return JsonPointerSet.IsPointer(member) && (step == 0 ? Root : bodyPointers.Add(text[..step])) is { } list
            ? new EveryElementSource(text, list, new JsonPointerSet(member), isEach)
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

        var list = _list == Root ? webhook.Body.Content.Span : webhook.Json.ListAt(_list);
        var reader = new Utf8JsonReader(list);
        if (list.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return ValueState.Missing;
        }

        string? common = null;
        List<string> all = [];
        for (var count = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (MemberOf(list[start..(int)reader.BytesConsumed], webhook.Memory) is not { } text)
            {
                return ValueState.Missing;
            }

            if (count == MaxElements || (IsList ? text.Contains(',', StringComparison.Ordinal) : common is not null && common != text))
            {
                return ValueState.Ambiguous;
            }

            common = text;
            if (IsList && !all.Contains(text, StringComparer.Ordinal))
            {
                all.Add(text);
            }
        }

        common = IsList && all.Count > 0 ? string.Join(',', all) : common;

        value = common.AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;

    public bool Equals(EveryElementSource? other) => _written == other?._written && IsList == other.IsList;

    public override bool Equals(object? obj) => Equals(obj as EveryElementSource);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_written);

    private string? MemberOf(ReadOnlySpan<byte> element, MemoryAccount memory)
    {
        var located = default(LocatedValue);
        _member.Read(element, StrictJsonOptions.Default, new Span<LocatedValue>(ref located), memory);
        return located.IsScalar && located.Length <= JsonBody.MostUnprovenText && memory.TryTakePassing(located.Length * sizeof(char)) ? located.GetString(element) : null;
    }
}
