namespace Gateway.JsonSchema.Rules;

/// <summary>The memory one validation at a time needs beside the tape; each thread keeps one and reuses it.</summary>
internal sealed class Workspace
{
    /// <summary>What an unusual payload made larger than this is dropped afterwards, not kept for ever.</summary>
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static Workspace? _spare;

    private char[] _text = new char[512];

    /// <summary>
    /// Bit sets, one on top of the other: which members or elements are evaluated, which names are seen.
    /// </summary>
    public ulong[] Marks { get; private set; } = new ulong[32];

    /// <summary>The dynamic scope: the schema resources that are entered, outermost first.</summary>
    public int[] Scope { get; private set; } = new int[32];

    public static Workspace Rent()
    {
        var space = _spare ?? new Workspace();
        _spare = null;
        return space;
    }

    public static void Return(Workspace space)
    {
        if (space._text.Length <= LargestKept && space.Marks.Length <= LargestKept)
        {
            _spare = space;
        }
    }

    /// <summary>Room for one text; the next call may hand out the same room.</summary>
    public char[] Text(int length)
    {
        if (_text.Length < length)
        {
            _text = new char[Math.Max(length, _text.Length * 2)];
        }

        return _text;
    }

    public void GrowMarks(int needed)
    {
        var marks = Marks;
        Array.Resize(ref marks, Math.Max(needed, marks.Length * 2));
        Marks = marks;
    }

    public void GrowScope()
    {
        var scope = Scope;
        Array.Resize(ref scope, scope.Length * 2);
        Scope = scope;
    }
}
