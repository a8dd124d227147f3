using System.Net;
using System.Text;
using Gateway.Intake.Memory;

namespace Gateway.Intake;

/// <summary>
/// The fields of an <c>application/x-www-form-urlencoded</c> body: found once and in one pass, however many places a route names, and
/// decoded only as far as somebody asks. Nothing between two ampersands is no field. A body of too many fields, or one that is JSON
/// whatever its type says, is not read at all.
/// </summary>
internal sealed class FormFields
{
    /// <summary>A percent sign and two digits stand for one byte.</summary>
    private const int LongestCode = 3;

    /// <summary>What a decoded text takes for each of its bytes: as it stands, while it is decoded, and as it is then.</summary>
    private const long BytesOfText = 3 * sizeof(char);

    private readonly ReadOnlyMemory<byte> _body;
    private readonly MemoryAccount _account;
    private readonly Field[] _fields = [];
    private readonly string?[] _names = [];
    private readonly string?[] _values = [];
    private List<KeyValuePair<string, string>>? _sorted;

    private FormFields(ReadOnlyMemory<byte> body, MemoryAccount account, bool isRead)
    {
        (_body, _account, IsRead) = (body, account, isRead);
        if (!isRead)
        {
            return;
        }

        var bytes = body.Span;
        var most = bytes.Count((byte)'&') + 1;
        (_fields, _names, _values) = (new Field[most], new string?[most], new string?[most]);
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes[start..].IndexOf((byte)'&');
            var end = length < 0 ? bytes.Length : start + length;
            if (end > start)
            {
                var equals = bytes[start..end].IndexOf((byte)'=');
                _fields[Count++] = equals < 0 ? new Field(start, end, end, end) : new Field(start, start + equals, start + equals + 1, end);
            }

            start = end + 1;
        }
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
        body, account, body.Span.Count((byte)'&') < UnprovenLimits.FormFields && !LooksLikeJson(body.Span));

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

        if (found >= 0 && _fields[found].End - _fields[found].ValueStart > UnprovenLimits.FormValue)
        {
            return ValueState.Unreadable;
        }

        value = found < 0 ? default : ValueAt(found).AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    /// <summary>
    /// All fields, decoded, in the order of their names and of their values below; null where there are more than
    /// <see cref="UnprovenLimits.SortedFormFields"/>, or something that is no field with a name. Sorted once, whatever the number of keys that are tried.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Sorted()
    {
        if (!IsRead || Count > UnprovenLimits.SortedFormFields || !IsPlain)
        {
            return null;
        }

        if (_sorted is null)
        {
            _sorted = new List<KeyValuePair<string, string>>(Count);
            for (var i = 0; i < Count; i++)
            {
                _sorted.Add(new(NameAt(i), ValueAt(i)));
            }

            _sorted.Sort(InOrder);
        }

        return _sorted;
    }

    /// <summary>
    /// Whether an object or a list begins here. Whoever encodes a form encodes a brace (URL Standard, section 5.2): this is a webhook
    /// whose type somebody has changed, so that its values would be looked for elsewhere.
    /// </summary>
    private static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static int InOrder(KeyValuePair<string, string> left, KeyValuePair<string, string> right)
    {
        var byName = string.CompareOrdinal(left.Key, right.Key);
        return byName != 0 ? byName : string.CompareOrdinal(left.Value, right.Value);
    }

    private bool Is(int at, string name, ReadOnlySpan<byte> utf8)
    {
        var field = _fields[at];
        var written = _body.Span[field.Start..field.NameEnd];
        if (written.Length < utf8.Length || written.Length > LongestCode * utf8.Length)
        {
            return false;
        }

        return written.ContainsAny((byte)'%', (byte)'+') ? NameAt(at) == name : written.SequenceEqual(utf8);
    }

    private string NameAt(int at) => _names[at] ??= Decode(_fields[at].Start, _fields[at].NameEnd);

    private string ValueAt(int at) => _values[at] ??= Decode(_fields[at].ValueStart, _fields[at].End);

    /// <summary>Nothing where there is no memory for it, which ends the request whatever is made of that.</summary>
    private string Decode(int start, int end) => _account.TryTakePassing((end - start) * BytesOfText)
        ? WebUtility.UrlDecode(Encoding.UTF8.GetString(_body.Span[start..end]))
        : "";

    private readonly record struct Field(int Start, int NameEnd, int ValueStart, int End);
}
