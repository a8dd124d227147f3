using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>One instruction of a compiled pattern; <see cref="PatternOp"/> says what its numbers mean.</summary>
/// <param name="Op">What to do.</param>
/// <param name="A">The first number.</param>
/// <param name="B">The second number.</param>
/// <param name="C">The third number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PatternInstruction(PatternOp Op, int A = 0, int B = 0, int C = 0)
{
    /// <summary>Reads from right to left, as within a look behind.</summary>
    public bool IsBack { get; init; }

    /// <summary>As few as go.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Must not match.</summary>
    public bool IsNegative { get; init; }
}
