namespace Gateway.Verification.Values;

/// <summary>
/// Walks the elements of a structured value, <c>t=1700000000,v1=5257a8...</c>: parted by a comma or a semicolon, blanks
/// and tabs around them ignored (RFC 9110, section 5.6.3), the key before the first equals sign (base64 ends in more of them). Never throws, whatever the
/// text; a bounded number of elements, since the sender is not proven yet. Or pairs as in a query, parted by an ampersand alone.
/// </summary>
internal ref struct FieldEnumerator(ReadOnlySpan<char> text, bool isPairs = false)
{
    public const int MaxFields = 32;

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;
    private int _count;

    public Field Current { get; private set; }

    /// <summary>There are more elements than were walked; what stands in them is not known.</summary>
    public readonly bool IsCutOff => _count == MaxFields && _next <= _text.Length;

    public bool MoveNext()
    {
        if (_next > _text.Length || _count == MaxFields)
        {
            return false;
        }

        var length = isPairs ? _text[_next..].IndexOf('&') : _text[_next..].IndexOfAny(',', ';');
        var end = length < 0 ? _text.Length : _next + length;
        var start = _next;
        _next = end + 1;
        while (start < end && _text[start] is (' ' or '\t'))
        {
            start++;
        }

        while (end > start && _text[end - 1] is (' ' or '\t'))
        {
            end--;
        }

        var equals = _text[start..end].IndexOf('=');
        Current = equals < 0
            ? new Field(_count, start..start, start..end, start..end)
            : new Field(_count, start..(start + equals), (start + equals + 1)..end, start..end);
        _count++;
        return true;
    }

    /// <summary>One element, as ranges of the text: its key (empty if it has none), its value, and all of it.</summary>
    internal readonly record struct Field(int Position, Range Name, Range Value, Range Whole);
}
