namespace Gateway.JsonSchema.Patterns;

/// <summary>One pair of parentheses of a pattern, and where it stands.</summary>
/// <param name="index">Groups are counted by their opening, from 0, which is the whole pattern.</param>
/// <param name="kind">What it is for.</param>
/// <param name="parent">The group around it, or null.</param>
/// <param name="alternative">In which of its parent's alternatives it stands.</param>
internal sealed class EcmaGroup(int index, EcmaGroupKind kind, EcmaGroup? parent, int alternative)
{
    public int Index => index;

    public EcmaGroupKind Kind => kind;

    public EcmaGroup? Parent => parent;

    public int Alternative => alternative;

    /// <summary>How many bars it holds.</summary>
    public int Bars { get; set; }

    /// <summary>It need not match, or may do so again.</summary>
    public bool IsQuantified { get; set; }

    public bool IsRepeated { get; set; }

    public bool IsLook => Kind is EcmaGroupKind.LookAhead or EcmaGroupKind.LookBehind;
}
