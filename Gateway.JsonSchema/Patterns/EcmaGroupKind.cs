namespace Gateway.JsonSchema.Patterns;

/// <summary>What a pair of parentheses is for.</summary>
internal enum EcmaGroupKind : byte
{
    None,
    Plain,
    Capture,
    LookAhead,
    LookBehind,
}
