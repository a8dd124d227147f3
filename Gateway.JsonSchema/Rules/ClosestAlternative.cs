namespace Gateway.JsonSchema.Rules;

/// <summary>
/// Explains why no alternative of anyOf or oneOf fits: by the violations of the one the value most likely was meant
/// for, if one stands out. An alternative for another type of value, or with another constant in it, most likely is
/// not.
/// </summary>
internal static class ClosestAlternative
{
    /// <summary>More violations than this make no alternative any less likely.</summary>
    private const int Enough = 8;

    public static void Explain(ref Evaluation e, SchemaNode[] schemas, int at)
    {
        if (e.IsOver || e.IsExplaining)
        {
            return; // inside an explanation the alternatives stay silent, or nested ones would double the work each
        }

        e.IsExplaining = true;
        var violations = e.Silence()!;
        var place = ViolationList.Locate(e.View, at);
        IReadOnlyList<SchemaViolation> closest = [];
        var best = int.MaxValue;
        foreach (var schema in schemas)
        {
            var own = new ViolationList(Enough);
            e.Speak(own);
            _ = schema.Evaluate(ref e, at, Evaluation.NoMarks);
            var distance = Distance(own.Violations, place);
            closest = distance < best ? own.Violations : distance == best ? [] : closest;
            best = Math.Min(best, distance);
        }

        e.Speak(violations);
        e.IsExplaining = false;
        foreach (var violation in closest)
        {
            violations.Add(violation);
        }
    }

    private static int Distance(IReadOnlyList<SchemaViolation> violations, string place)
    {
        var isOtherType = violations.Any(violation => violation.Keyword is "type"
            && string.Equals(violation.InstanceLocation, place, StringComparison.Ordinal));
        var isOtherKind = violations.Any(violation => violation.Keyword is "const" or "enum");
        return violations.Count + (isOtherKind ? Enough + 1 : 0) + (isOtherType ? 2 * (Enough + 1) : 0);
    }
}
