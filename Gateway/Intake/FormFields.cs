using System.Text;
using System.Text.Unicode;
using Gateway.Intake.Memory;

namespace Gateway.Intake;

/// <summary>
/// The fields of an <c>application/x-www-form-urlencoded</c> or <c>multipart/form-data</c> body: found once and in one pass, however many places a route names, and
/// decoded only as far as somebody asks. Nothing between two ampersands is no field. A body of too many fields, or one that is JSON
/// whatever its type says, is not read at all.
/// </summary>
internal sealed class FormFields
{
    /// <summary>A percent sign and two digits stand for one byte.</summary>
    private const int LongestCode = 3;

    /// <summary>What a decoded text takes for each of its bytes: as bytes, and as a text.</summary>
    private const long BytesOfText = 1 + sizeof(char);

    private readonly ReadOnlyMemory<byte> _body;
    private readonly MemoryAccount _account;
    private readonly bool _isEncoded = true; // Percent signs stand for themselves in parts.
    private readonly FormField[] _fields = [];
    private readonly string?[] _names = [];
    private readonly string?[] _values = [];
    private SortedForm? _sorted;
    private bool _isSorted;

    private FormFields(ReadOnlyMemory<byte> body, MemoryAccount account, bool isRead)
    {
        (_body, _account, IsRead) = (body, account, isRead);
        if (!isRead)
        {
            return;
        }

        var bytes = body.Span;
        var most = bytes.Count((byte)'&') + 1;
        (_fields, _names, _values) = (new FormField[most], new string?[most], new string?[most]);
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOf((byte)'&');
            var end = length < 0 ? bytes.Length : start + length;
            if (end > start)
            {
                var equals = bytes[start..end].IndexOf((byte)'=');
                _fields[Count++] = equals < 0 ? new FormField(start, end, end, end) : new FormField(start, start + equals, start + equals + 1, end);
            }

            start = end + 1;
        }
    }

    private FormFields(ReadOnlyMemory<byte> body, MemoryAccount account, FormField[] parts)
    {
        (_body, _account, IsRead, _isEncoded, _fields) = (body, account, true, false, parts);
        (_names, _values, Count) = (new string?[parts.Length], new string?[parts.Length], parts.Length);
    }

    /// <summary>False for a body that is no form, or of too many fields: what stands in it is not known.</summary>
    public bool IsRead { get; }

    public int Count { get; private set; }

    /// <summary>Whether every field has a name, and nothing stands there that is no field: sorted and signed, that would leave no trace.</summary>
    private bool IsPlain
    {
        get
        {
            foreach (var one in _fields)
            {
                if (one.NameEnd == one.Start)
                {
                    return false;
                }
            }

            return Count == _fields.Length;
        }
    }

    /// <param name="body">The body.</param>
    /// <param name="account">Of its request; what is decoded is charged to it as passing.</param>
    public static FormFields Read(ReadOnlyMemory<byte> body, MemoryAccount account) => new(
        body, account,
        // Whoever encodes a form encodes a brace (URL Standard, section 5.2): this is a webhook whose type somebody has changed, so that
        // its values would be looked for elsewhere.
        // And a line's end: so a form in parts is not read as another one.
        body.Span.Count((byte)'&') < UnprovenLimits.FormFields && !JsonBody.Resembles(body.Span)
        && !(body.Span.StartsWith("--"u8) && body.Span.Contains((byte)'\n')));

    /// <param name="body">The body, a form in parts.</param>
    /// <param name="boundary">What parts them; null for a type that does not say it.</param>
    /// <param name="account">As of any other form.</param>
    public static FormFields ReadMultipart(ReadOnlyMemory<byte> body, string? boundary, MemoryAccount account) =>
        boundary is not null && MultipartForm.Read(body.Span, boundary) is { } parts
            ? new(body, account, [.. parts])
            : new(body, account, isRead: false);

    /// <summary>
    /// The value of a field, which must stand once. Only a name of about the right length is decoded, so that long ones cost nothing.
    /// </summary>
    /// <param name="name">The name, decoded.</param>
    /// <param name="utf8">The same as bytes.</param>
    /// <param name="value">The value, decoded.</param>
    public ValueState Read(string name, ReadOnlySpan<byte> utf8, out ReadOnlyMemory<char> value)
    {
        value = default;
        if (!IsRead)
        {
            return ValueState.Unreadable;
        }

        var found = -1;
        for (var i = 0; i < Count; i++)
        {
            if (!Is(i, name, utf8))
            {
                continue;
            }

            if (found >= 0)
            {
                return ValueState.Ambiguous;
            }

            found = i;
        }

        if (found >= 0 && _fields[found].IsFile)
        {
            return ValueState.Ambiguous;
        }

        if (found >= 0 && (_fields[found].End - _fields[found].ValueStart > UnprovenLimits.FormValue || !IsText(_fields[found])))
        {
            return ValueState.Unreadable;
        }

        value = found < 0 ? default : ValueAt(found).AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    /// <summary>
    /// All fields, decoded and in order; null where there are more than <see cref="UnprovenLimits.SortedFormFields"/>, something that is no
    /// field with a name, or no UTF-8. Sorted once, whatever the number of keys that are tried; valid until <see cref="LetGo"/>.
    /// </summary>
    public SortedForm? Sorted()
    {
        if (!_isSorted)
        {
            _isSorted = true;
            _sorted = IsRead && _isEncoded && Count <= UnprovenLimits.SortedFormFields && IsPlain ? Sort() : null;
        }

        return _sorted;
    }

    /// <summary>Gives back what was rented.</summary>
    public void LetGo()
    {
        _sorted?.Return();
        (_sorted, _isSorted) = (null, false);
    }

    private SortedForm? Sort()
    {
        var body = _body.Span;
        if (SortedForm.TryRent(_account, body.Length, Count) is not { } sorted)
        {
            return null;
        }

        for (var i = 0; i < Count; i++)
        {
            sorted.Set(i, body[_fields[i].Start.._fields[i].NameEnd], body[_fields[i].ValueStart.._fields[i].End]);
        }

        if (sorted.TrySort())
        {
            return sorted;
        }

        sorted.Return();
        return null;
    }

    private bool Is(int at, string name, ReadOnlySpan<byte> utf8)
    {
        var field = _fields[at];
        var written = _body.Span[field.Start..field.NameEnd];
        if (!_isEncoded)
        {
            return written.SequenceEqual(utf8);
        }

        if (written.Length < utf8.Length || written.Length > LongestCode * utf8.Length)
        {
            return false;
        }

        return written.ContainsAny((byte)'%', (byte)'+') ? NameAt(at) == name : written.SequenceEqual(utf8);
    }

    /// <summary>Of what is no UTF-8 two readers make two things.</summary>
    private bool IsText(FormField field) => _isEncoded || Utf8.IsValid(_body.Span[field.ValueStart..field.End]);

    private string NameAt(int at) => _names[at] ??= Decode(_fields[at].Start, _fields[at].NameEnd);

    private string ValueAt(int at) => _values[at] ??= Decode(_fields[at].ValueStart, _fields[at].End);

    /// <summary>Nothing where there is no memory for it, which ends the request whatever is made of that.</summary>
    private string Decode(int start, int end)
    {
        if (start == end || !_account.TryTakePassing((end - start) * BytesOfText))
        {
            return "";
        }

        if (!_isEncoded)
        {
            return Encoding.UTF8.GetString(_body.Span[start..end]);
        }

        var decoded = new byte[end - start];
        return Encoding.UTF8.GetString(decoded, 0, FormDecoder.Decode(_body.Span[start..end], decoded));
    }
}
