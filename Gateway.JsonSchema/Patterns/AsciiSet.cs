using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns;

/// <summary>A set of ASCII characters.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct AsciiSet
{
    private ulong _low;
    private ulong _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Contains(byte letter) =>
        letter < 128 && (((letter < 64 ? _low : _high) >> letter) & 1) != 0;

    public readonly bool Overlaps(AsciiSet other) => ((_low & other._low) | (_high & other._high)) != 0;

    public void Add(char first, char last)
    {
        for (var letter = first; letter <= last; letter++)
        {
            _ = letter < 64 ? _low |= 1UL << letter : _high |= 1UL << letter;
        }
    }
}
