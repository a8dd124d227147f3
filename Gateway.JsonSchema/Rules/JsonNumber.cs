using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// A number as the decimal it is written as, exact to any length (JSON has no other numbers, RFC 8259 section 6). The
/// value is the significant digits times ten to the <see cref="Exponent"/>; all work is linear in the text, whatever
/// the exponent says.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct JsonNumber
{
    /// <summary>
    /// Exponents stop here: such a number is beyond whatever a schema says, and two of them with the same digits
    /// count as equal.
    /// </summary>
    public const long LargestExponent = 1_000_000_000_000_000;

    private readonly ReadOnlySpan<byte> _whole;
    private readonly ReadOnlySpan<byte> _fraction;
    private readonly int _first;

    /// <param name="text">A number that the scanner has passed.</param>
    public JsonNumber(ReadOnlySpan<byte> text)
    {
        IsNegative = text[0] == '-';
        text = IsNegative ? text[1..] : text;
        var exponent = 0L;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ReadExponent(text[(mark + 1)..]);
            text = text[..mark];
        }

        var point = text.IndexOf((byte)'.');
        _whole = point < 0 ? text : text[..point];
        _fraction = point < 0 ? default : text[(point + 1)..].TrimEnd((byte)'0');
        var end = _whole.Length + _fraction.Length;
        if (_fraction.IsEmpty)
        {
            end = _whole.TrimEnd((byte)'0').Length;
        }

        while (_first < end && Digit(_first) == 0)
        {
            _first++;
        }

        Count = end - _first;
        IsNegative &= Count > 0; // -0 is 0
        Exponent = Count == 0 ? 0 : Math.Clamp(exponent + _whole.Length - end, -LargestExponent, LargestExponent);
    }

    public bool IsNegative { get; }

    /// <summary>How many significant digits there are; none when the number is zero.</summary>
    public int Count { get; }

    /// <summary>The power of ten of the last significant digit.</summary>
    public long Exponent { get; }

    public bool IsZero => Count == 0;

    /// <summary>1.0 and 1e3 are integers too (JSON Schema Validation section 6.1.1).</summary>
    public bool IsInteger => Exponent >= 0;

    public bool IsBeyondLimits => Math.Abs(Exponent) >= LargestExponent;

    /// <summary>A significant digit, from the left.</summary>
    public int this[int index] => Digit(_first + index);

    public int Compare(in JsonNumber other)
    {
        if (IsNegative != other.IsNegative)
        {
            return IsNegative ? -1 : 1;
        }

        var size = CompareSize(other);
        return IsNegative ? -size : size;
    }

    public ulong Hash()
    {
        const int DigitsInAWord = 19;
        var hash = SeededHash.Mix((ulong)Exponent, IsNegative ? 1UL : 0UL);
        var word = 0UL;
        for (var i = 0; i < Count; i++)
        {
            word = (word * 10) + (ulong)this[i];
            if (i % DigitsInAWord == DigitsInAWord - 1)
            {
                hash = SeededHash.Mix(hash, word);
                word = 0;
            }
        }

        return SeededHash.Mix(hash, word) ^ (ulong)Count;
    }

    private int CompareSize(in JsonNumber other)
    {
        if (IsZero || other.IsZero)
        {
            return Count.CompareTo(other.Count);
        }

        var order = (Exponent + Count).CompareTo(other.Exponent + other.Count);
        for (var i = 0; order == 0 && i < Math.Max(Count, other.Count); i++)
        {
            order = (i < Count ? this[i] : 0) - (i < other.Count ? other[i] : 0);
        }

        return order;
    }

    private int Digit(int index) =>
        (index < _whole.Length ? _whole[index] : _fraction[index - _whole.Length]) - '0';

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        var value = 0L;
        foreach (var digit in negative || text[0] == '+' ? text[1..] : text)
        {
            value = Math.Min((value * 10) + digit - '0', LargestExponent);
        }

        return negative ? -value : value;
    }
}
