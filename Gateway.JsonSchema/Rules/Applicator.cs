namespace Gateway.JsonSchema.Rules;

/// <summary>A keyword that applies other schemas to the same value (Core sections 8.2.3 and 10.2).</summary>
internal abstract class Applicator
{
    /// <summary>The schemas it may apply, as far as the schema alone tells.</summary>
    public abstract IEnumerable<SchemaNode> Targets { get; }

    public abstract bool Evaluate(ref Evaluation e, int at, int marks);

    /// <summary>
    /// Tries a schema whose failure is no violation yet. What it evaluated is marked only if it succeeds.
    /// </summary>
    protected static bool Try(ref Evaluation e, SchemaNode schema, int at, int marks)
    {
        var violations = e.Silence();
        bool valid;
        if (marks == Evaluation.NoMarks)
        {
            valid = schema.Evaluate(ref e, at, marks);
        }
        else
        {
            var count = e.View.Tokens[at].Count;
            _ = e.TrySpend(count >> 9); // eight words to clear and to merge; beyond the limit the schema is not entered
            var own = e.PushMarks(count);
            valid = schema.Evaluate(ref e, at, own);
            if (valid)
            {
                e.MergeMarks(own, marks, count);
            }

            e.PopMarks(own);
        }

        e.Speak(violations);
        return valid;
    }
}
