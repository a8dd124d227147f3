using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.JsonSchema.Rules;

/// <summary>
/// One payload under judgement: what it is, what the judging may still cost, and what is found.
/// Without a list of violations the first one ends it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref partial struct Evaluation
{
    /// <summary>
    /// How many schemas may be entered inside each other. A number of our own, so that a verdict does not depend on the
    /// thread it is reached on: so many need about one megabyte of stack, and threads have at least one and a half.
    /// </summary>
    private const int MostDepth = 1_000;

    /// <summary>
    /// From here on the stack is looked at before it is used further: on one far smaller than usual a verdict is better
    /// than the end of the process. A level takes up to 2 KB of it in a build without optimization.
    /// </summary>
    private const int SafeDepth = 50;

    /// <summary>To locate a violation is to walk over what precedes it, 32 tokens for one step.</summary>
    private const int LocatedTokens = 5;

    private readonly Workspace _space;
    private ViolationList? _violations;
    private int _steps;
    private int _depth;

    public Evaluation(
        JsonView view, Workspace space, IScratchMemory memory, in EvaluationLimits limits, ViolationList? violations)
    {
        View = view;
        Memory = memory;
        _space = space;
        _violations = violations;
        _steps = limits.MaxSteps;
        _tracksScope = limits.TracksScope;
        _fuel = new PatternFuel(limits.MaxPatternSteps, memory);
    }

    public JsonView View { get; }

    /// <summary>Where memory comes from that grows with the payload.</summary>
    public IScratchMemory Memory { get; }

    /// <summary>
    /// A bound is exceeded. Nothing that was found counts any more: a failure inside <c>not</c> is no success.
    /// </summary>
    public bool IsExceeded { get; private set; }

    /// <summary>
    /// Nothing more has to be found out: the first failure is enough, or there is room for no more of them.
    /// </summary>
    public readonly bool IsOver => _violations is null || IsExceeded || _violations.IsFull;

    /// <summary>The violations being noted only explain another one.</summary>
    public bool IsExplaining { get; set; }

    /// <summary>Counts a step into a schema; false when there were too many, or too many inside each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter()
    {
        if (--_steps < 0 || (++_depth > SafeDepth && !IsDepthBearable()))
        {
            return Exceed();
        }

        return true;
    }

    public void Leave() => _depth--;

    /// <summary>
    /// Counts work that grows with the payload inside one step, such as walking over members or reading a text. A step
    /// stands for some ten nanoseconds, entering a schema included.
    /// </summary>
    public bool TrySpend(int steps)
    {
        _steps -= steps;
        return _steps >= 0 || Exceed();
    }

    /// <summary>Ends the evaluation: whatever it says from now on is void.</summary>
    public bool Exceed()
    {
        IsExceeded = true;
        _steps = int.MinValue / 2;
        return false;
    }

    /// <summary>Notes a violation; true when that ends the evaluation.</summary>
    public bool Fails(int at, SchemaAssertion assertion, ref bool valid)
    {
        valid = false;
        if (!IsOver && TrySpend(at >> LocatedTokens))
        {
            _violations!.Add(View, at, assertion);
        }

        return IsOver;
    }

    /// <summary>
    /// Judges silently from here on, as inside <c>anyOf</c>: what fails there is not yet a violation.
    /// </summary>
    public ViolationList? Silence()
    {
        var violations = _violations;
        _violations = null;
        return violations;
    }

    /// <summary>Ends a <see cref="Silence"/>.</summary>
    public void Speak(ViolationList? violations) => _violations = violations;

    /// <summary>The text of a string or name as UTF-16, valid until the next call.</summary>
    public readonly ReadOnlySpan<char> Text(int at)
    {
        ref readonly var token = ref View.Tokens[at];
        var raw = token.Raw(View.Json);
        if (!token.IsEscaped)
        {
            return Decode(raw);
        }

        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        return Decode(scratch.Span[..JsonText.Unescape(raw, scratch.Span)]);
    }

    private readonly bool IsDepthBearable() =>
        _depth <= MostDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private readonly ReadOnlySpan<char> Decode(scoped ReadOnlySpan<byte> utf8)
    {
        var text = _space.Text(utf8.Length);
        return text.AsSpan(0, Encoding.UTF8.GetChars(utf8, text));
    }
}
