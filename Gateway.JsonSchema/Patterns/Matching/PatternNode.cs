namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>A part of a pattern.</summary>
internal sealed class PatternNode(PatternNodeKind kind, params IReadOnlyList<PatternNode> children)
{
    /// <summary>Stands for no upper bound.</summary>
    public const int Unbounded = int.MaxValue;

    public PatternNodeKind Kind => kind;

    public IReadOnlyList<PatternNode> Children => children;

    public CodePointSet? Set { get; init; }

    public int AtLeast { get; init; }

    public int AtMost { get; init; }

    public bool IsLazy { get; init; }

    /// <summary>A look around that must not match.</summary>
    public bool IsNegative { get; init; }

    /// <summary>The number of the capture, or of the one referred to.</summary>
    public int Group { get; set; }

    /// <summary>The first capture within, and the one behind the last.</summary>
    public int FirstGroup { get; init; }

    public int EndGroup { get; init; }

    /// <summary>Whether it may match without a character.</summary>
    public bool MayBeEmpty => kind switch
    {
        PatternNodeKind.Set => false,
        PatternNodeKind.Sequence => children.All(child => child.MayBeEmpty),
        PatternNodeKind.Choice => children.Any(child => child.MayBeEmpty),
        PatternNodeKind.Repetition => AtLeast == 0 || children[0].MayBeEmpty,
        PatternNodeKind.Capture => children[0].MayBeEmpty,
        _ => true,
    };

    /// <summary>How many characters it asks for once all counts are written out; larger numbers are all alike.</summary>
    public long WrittenOut => Math.Min(1_000_000, kind switch
    {
        PatternNodeKind.Set => 1,
        PatternNodeKind.Repetition => children[0].WrittenOut * Math.Max(1, AtMost == Unbounded ? AtLeast : AtMost),
        _ => children.Sum(child => child.WrittenOut),
    });

    /// <summary>Whether an automaton cannot match it: it looks around, or back at what was matched.</summary>
    public bool NeedsBacktracking =>
        kind is PatternNodeKind.LookAhead or PatternNodeKind.LookBehind or PatternNodeKind.Reference || children.Any(child => child.NeedsBacktracking);

    public bool HasReferences => kind == PatternNodeKind.Reference || children.Any(child => child.HasReferences);
}
