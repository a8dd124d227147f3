namespace Gateway.JsonSchema.Rules;

/// <summary>
/// The keywords for objects (Core section 10.3.2, Validation section 6.5), in one walk over the members.
/// </summary>
internal sealed class ObjectRules
{
    public CountLimit MinProperties { get; set; }

    public CountLimit MaxProperties { get; set; }

    public PropertyTable Known { get; set; } = new([]);

    /// <summary>How many bits it takes to note which of the names somebody asks for are there.</summary>
    public int Bits { get; set; }

    public PatternRule[] Patterns { get; set; } = [];

    public SchemaNode? Additional { get; set; }

    public SchemaNode? Names { get; set; }

    public RequiredName[] Required { get; set; } = [];

    public DependencyRule[] Dependencies { get; set; } = [];

    /// <summary>There is something to look for among the members.</summary>
    public bool NeedsWalk { get; set; }

    public bool Check(ref Evaluation e, int at, int marks)
    {
        var valid = true;
        var count = e.View.Tokens[at].Count;
        if (MinProperties.Stops(ref e, at, count, ref valid) || MaxProperties.Stops(ref e, at, count, ref valid))
        {
            return false;
        }

        if (!NeedsWalk)
        {
            return valid;
        }

        // Members without a rule are walked over, too, and names looked for that are not there.
        if (!e.TrySpend((count + Required.Length + Dependencies.Length) >> 2))
        {
            return false;
        }

        var seen = e.PushMarks(Bits);
        valid &= CheckMembers(ref e, at, marks, seen);
        if (valid || !e.IsOver)
        {
            valid &= CheckPresence(ref e, at, Required, seen);
        }

        if (valid || !e.IsOver)
        {
            valid &= CheckDependencies(ref e, at, marks, seen);
        }

        e.PopMarks(seen);
        return valid;
    }

    private static bool CheckPresence(ref Evaluation e, int at, RequiredName[] names, int seen)
    {
        var valid = true;
        foreach (var name in names)
        {
            if (!e.IsMarked(seen, name.Bit) && e.Fails(at, name.Assertion, ref valid))
            {
                return false;
            }
        }

        return valid;
    }

    private bool CheckDependencies(ref Evaluation e, int at, int marks, int seen)
    {
        var valid = true;
        foreach (var dependency in Dependencies)
        {
            if (e.IsMarked(seen, dependency.Bit)
                && !CheckDependency(ref e, at, marks, seen, dependency))
            {
                valid = false;
                if (e.IsOver)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    /// <summary>A dependency is a list of names or a schema, never both.</summary>
    private static bool CheckDependency(ref Evaluation e, int at, int marks, int seen, DependencyRule dependency) =>
        dependency.Schema is { } schema
            ? schema.Evaluate(ref e, at, marks)
            : e.TrySpend(dependency.Names.Length >> 2) && CheckPresence(ref e, at, dependency.Names, seen);

    private bool CheckMembers(ref Evaluation e, int at, int marks, int seen)
    {
        var valid = true;
        var tokens = e.View.Tokens;
        var end = tokens[at].Next;
        var index = 0;
        for (var name = at + 1; name < end; name = tokens[name + 1].Next, index++)
        {
            var rule = Known.Find(e.View.Json, tokens[name]);
            if (rule is not null && rule.Bit >= 0)
            {
                e.Mark(seen, rule.Bit);
            }

            bool evaluated;
            var passes = rule is { IsNamed: true }
                ? CheckNamed(ref e, name + 1, rule, out evaluated)
                : CheckUnnamed(ref e, name, out evaluated);
            if (Names is not null)
            {
                passes = (passes || !e.IsOver) && Names.Evaluate(ref e, name, Evaluation.NoMarks) && passes;
            }

            if (!passes)
            {
                valid = false;
                if (e.IsOver)
                {
                    return false;
                }
            }

            if (evaluated && marks != Evaluation.NoMarks)
            {
                e.Mark(marks, index);
            }
        }

        return valid;
    }

    private static bool CheckNamed(ref Evaluation e, int value, PropertyRule rule, out bool evaluated)
    {
        evaluated = true;
        var valid = rule.Schema is null || rule.Schema.Evaluate(ref e, value, Evaluation.NoMarks);
        foreach (var schema in rule.PatternSchemas)
        {
            valid = (valid || !e.IsOver) && schema.Evaluate(ref e, value, Evaluation.NoMarks) && valid;
        }

        return valid;
    }

    private bool CheckUnnamed(ref Evaluation e, int name, out bool evaluated)
    {
        evaluated = false;
        var valid = true;
        foreach (var pattern in Patterns)
        {
            if (pattern.Pattern.IsMatch(ref e, name))
            {
                evaluated = true;
                valid = (valid || !e.IsOver) && pattern.Schema.Evaluate(ref e, name + 1, Evaluation.NoMarks) && valid;
            }
        }

        if (!evaluated && Additional is not null)
        {
            evaluated = true;
            valid = Additional.Evaluate(ref e, name + 1, Evaluation.NoMarks);
        }

        return valid;
    }
}
