using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns;

/// <summary>Characters from one to another, both included.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CodePointRange(int First, int Last);
