using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Rules;

/// <summary>What one evaluation may cost, and whether it has to keep the dynamic scope.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EvaluationLimits(int MaxSteps, int MaxPatternSteps, bool TracksScope);
