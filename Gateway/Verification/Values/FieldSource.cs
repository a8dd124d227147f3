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

    /// <summary><c>[&amp;s]</c>: a field of <c>t=1700000000&amp;s=5257a8...</c>.</summary>
    private readonly bool _isPair = Field is ['&', _, ..];

    /// <summary><c>['s']</c>: a field whose value stands in quotes, <c>keyid="1",s="5257a8..."</c>, which are none of it.</summary>
    private readonly bool _isQuoted = Field is ['\'', _, .., '\''];

    private readonly string _name = Field is ['&', _, ..] ? Field[1..] : Field is ['\'', _, .., '\''] ? Field[1..^1] : Field;

    /// <summary><c>[1+]</c>: this position and all behind it.</summary>
    private readonly bool _isOpenEnded = Field.EndsWith('+');

    public bool IsInBody => Whole.IsInBody;

    public bool MayBeInBody => Whole.MayBeInBody;

    public bool IsHeader => Whole.IsHeader;

    public string? BodyType => Whole.BodyType;

    public bool IsChosenByType => Whole.IsChosenByType;

    public bool IsCoveredBy(SignedValues signed) => signed.Contains(this) || Whole.IsCoveredBy(signed);

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        var state = Whole.Read(webhook, out var text);
        value = default;
        if (state != ValueState.Found)
        {
            return state;
        }

        var isFound = false;
        var fields = new FieldEnumerator(text.Span, _isPair);
        while (fields.MoveNext())
        {
            if (_isQuoted && !IsQuoted(text.Span, fields.Current))
            {
                return ValueState.Unreadable;
            }

            if (!Selects(text.Span, fields.Current))
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

    /// <summary>Several fields of one name are several signatures: <c>v1=old,v1=new</c> while a secret is rotated.</summary>
    public ValueState ReadEach(InboundWebhook webhook, ref CandidateList values)
    {
        var state = _isOpenEnded && Whole is HeaderSource header ? header.ReadLines(webhook, values, out var text) : Whole.Read(webhook, out text);
        if (state != ValueState.Found)
        {
            return state;
        }

        var fields = new FieldEnumerator(text.Span, _isPair);
        while (fields.MoveNext())
        {
            if (_isQuoted && !IsQuoted(text.Span, fields.Current))
            {
                return ValueState.Unreadable;
            }

            if (Selects(text.Span, fields.Current) && !values.TryAdd(text[ValueOf(fields.Current)]))
            {
                return ValueState.Ambiguous;
            }
        }

        return fields.IsCutOff ? ValueState.Ambiguous : ValueState.Found;
    }

    /// <summary>Behind what is written there already; by position, only where that is the next one.</summary>
    public bool TryWrite(HttpRequest request, string value)
    {
        if (Whole is not HeaderSource header)
        {
            return false;
        }

        var before = request.Headers[header.Name].ToString();
        var fields = before.Length == 0 ? 0 : (_isPair ? before.Split('&') : before.Split(',', ';')).Length;
        if (_position >= 0 && fields != _position && !(_isOpenEnded && fields > _position))
        {
            return false;
        }

        var field = _position >= 0 ? value : _isQuoted ? $"{_name}=\"{value}\"" : $"{_name}={value}";
        return header.TryWrite(request, fields == 0 ? field : $"{before}{(_isPair ? '&' : ',')}{field}");
    }

    private bool Selects(ReadOnlySpan<char> text, in FieldEnumerator.Field element) =>
        _position < 0 ? text[element.Name].SequenceEqual(_name)
        : element.Position == _position || (_isOpenEnded && element.Position > _position);

    /// <summary>By position the whole element counts, by key what stands behind the equals sign.</summary>
    private Range ValueOf(in FieldEnumerator.Field element) =>
        _position >= 0 ? element.Whole
        : !_isQuoted ? element.Value
        : (element.Value.Start.Value + 1)..(element.Value.End.Value - 1);

    /// <summary>One that is not in quotes is cut off, or something else than what its neighbours are.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> text, in FieldEnumerator.Field element) =>
        text[element.Value] is ['"', .., '"'] && !text[(element.Value.Start.Value + 1)..(element.Value.End.Value - 1)].Contains('"');
}
