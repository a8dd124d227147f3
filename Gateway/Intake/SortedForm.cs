using System.Text.Unicode;
using Gateway.Intake.Memory;

namespace Gateway.Intake;

/// <summary>
/// The fields of a form, decoded into one piece of rented memory, in the order of their names and of their values below: ordinal, as of
/// UTF-16, which is how strings are compared where providers document it.
/// </summary>
internal sealed class SortedForm
{
    private readonly MemoryAccount _account;
    private readonly ArraySegment<byte> _bytes;
    private readonly Field[] _fields;
    private int _length;

    private SortedForm(MemoryAccount account, ArraySegment<byte> bytes, int fields) =>
        (_account, _bytes, _fields) = (account, bytes, new Field[fields]);

    public int Count => _fields.Length;

    /// <summary>Null if there is no memory for it.</summary>
    /// <param name="account">To be charged.</param>
    /// <param name="bytes">How many there are to be decoded in all.</param>
    /// <param name="fields">How many fields, each of which is to be set.</param>
    public static SortedForm? TryRent(MemoryAccount account, int bytes, int fields) =>
        account.TryRent(bytes, out var block) ? new SortedForm(account, block, fields) : null;

    public ReadOnlySpan<byte> NameAt(int at) => _bytes.AsSpan(_fields[at].Start, _fields[at].NameEnd - _fields[at].Start);

    public ReadOnlySpan<byte> ValueAt(int at) => _bytes.AsSpan(_fields[at].NameEnd, _fields[at].End - _fields[at].NameEnd);

    /// <summary>Name and value run together.</summary>
    public ReadOnlySpan<byte> BothAt(int at) => _bytes.AsSpan(_fields[at].Start, _fields[at].End - _fields[at].Start);

    public bool HasNameOfBefore(int at) => at > 0 && NameAt(at).SequenceEqual(NameAt(at - 1));

    /// <summary>Of several values of one name that are the same, each but the first.</summary>
    public bool IsAsBefore(int at) => HasNameOfBefore(at) && ValueAt(at).SequenceEqual(ValueAt(at - 1));

    public void Set(int at, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var nameEnd = _length + FormDecoder.Decode(name, _bytes.AsSpan(_length));
        var end = nameEnd + FormDecoder.Decode(value, _bytes.AsSpan(nameEnd));
        _fields[at] = new Field(_length, nameEnd, end);
        _length = end;
    }

    /// <summary>Puts what was set in order; false if a name or a value is no UTF-8, of which two readers make two things.</summary>
    public bool TrySort()
    {
        var all = _bytes.AsSpan(0, _length);
        if (!Utf8.IsValid(all))
        {
            return false;
        }

        foreach (var field in _fields)
        {
            // Of the halves of one character, in two texts, neither is a text.
            if (BeginsWithin(all, field.Start) || BeginsWithin(all, field.NameEnd))
            {
                return false;
            }
        }

        _fields.AsSpan().Sort(InOrder);
        return true;
    }

    public void Return() => _account.Return(_bytes);

    private static bool BeginsWithin(ReadOnlySpan<byte> text, int at) => at < text.Length && (text[at] & 0xc0) == 0x80;

    private int InOrder(Field left, Field right)
    {
        var all = _bytes.AsSpan();
        var byName = Compare(all[left.Start..left.NameEnd], all[right.Start..right.NameEnd]);
        return byName != 0 ? byName : Compare(all[left.NameEnd..left.End], all[right.NameEnd..right.End]);
    }

    private static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length - right.Length
            : Rank(left[same]) - Rank(right[same]);
    }

    /// <summary>In UTF-16, characters beyond U+FFFF (first byte 0xF0 and up) stand before those from U+E000 on (0xEE and 0xEF).</summary>
    private static int Rank(byte one) => one switch
    {
        >= 0xf0 => one - 2,
        0xee or 0xef => one + 8,
        _ => one,
    };

    private readonly record struct Field(int Start, int NameEnd, int End);
}
