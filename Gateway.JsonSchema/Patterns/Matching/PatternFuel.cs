using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>How many steps matching may still take, and where its memory comes from. Never the clock: the process may stand still.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PatternFuel(int steps, IScratchMemory memory)
{
    private int _left = steps;

    public readonly IScratchMemory Memory => memory;

    /// <summary>A bound is exceeded: what matching says is void.</summary>
    public bool IsExceeded { get; private set; }

    public bool TrySpend(int steps)
    {
        _left -= steps;
        return _left >= 0 || Exceed();
    }

    public bool Exceed()
    {
        _left = int.MinValue / 2;
        IsExceeded = true;
        return false;
    }
}
