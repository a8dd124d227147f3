using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Finds schemas that apply themselves to the same value for ever, such as <c>{"$ref": "#"}</c>: whoever evaluates them
/// never ends (Core section 9.4.1). References that first go down into the value are fine.
/// </summary>
internal static class ReferenceCycles
{
    public static void Report(IReadOnlyList<SchemaSite> sites, ProblemList problems)
    {
        var isFinished = new Dictionary<SchemaNode, bool>(sites.Count);
        var places = sites.ToDictionary(site => site.Node!, site => site.Location);
        var pending = new Stack<(SchemaNode Node, bool Leaving)>();
        foreach (var site in sites)
        {
            pending.Push((site.Node!, Leaving: false));
            while (pending.TryPop(out var step))
            {
                if (step.Leaving)
                {
                    isFinished[step.Node] = true;
                    continue;
                }

                if (isFinished.TryGetValue(step.Node, out var finished))
                {
                    if (!finished)
                    {
                        problems.Add(places[step.Node], "The schema refers to itself without end.");
                    }

                    continue;
                }

                isFinished[step.Node] = false;
                pending.Push((step.Node, Leaving: true));
                foreach (var target in TargetsOf(step.Node))
                {
                    pending.Push((target, Leaving: false));
                }
            }
        }
    }

    private static IEnumerable<SchemaNode> TargetsOf(SchemaNode node) =>
        node.Applicators.SelectMany(applicator => applicator.Targets)
            .Concat(node.Objects?.Dependencies.Select(dependency => dependency.Schema).OfType<SchemaNode>() ?? []);
}
