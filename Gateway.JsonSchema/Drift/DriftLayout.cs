using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Drift;

/// <summary>Lays out places: puts together what all schemas say that may apply there, whichever of them turns out to.</summary>
/// <param name="limits">How many there may be.</param>
internal sealed class DriftLayout(DriftLimits limits)
{
    private static readonly (string Name, JsonTypes Kinds)[] Types =
    [
        ("object", JsonTypes.Object), ("array", JsonTypes.Array), ("string", JsonTypes.Text), ("number", JsonTypes.Number),
        ("boolean", JsonTypes.Boolean), ("null", JsonTypes.Null),
    ];

    /// <summary>A place; null if there is no room for it any more.</summary>
    public DriftPlace? Place(DriftPlace parent, string name, IEnumerable<SchemaNode> schemas)
    {
        if (parent.PointerLength + 1 + name.Length > DriftLimits.LongestPlace || !limits.MayHavePlaces || !limits.TryTakeDeclared())
        {
            return null;
        }

        var nodes = Applying(schemas);
        return limits.TryTakeSchemas(nodes.Length) ? new DriftPlace(parent, name, nodes) : null;
    }

    public static DriftPlace Root(SchemaNode schema) => new(parent: null, "", Applying([schema]));

    /// <summary>Lays a place out; where there is no room for it, nothing is said of what is there.</summary>
    public void Open(DriftPlace place)
    {
        (place.IsOpen, place.IsMap) = (true, true);
        if (!limits.MayLayOut || !TryOpenObject(place, [.. place.Nodes.Select(node => node.Objects).OfType<ObjectRules>()]))
        {
            return;
        }

        place.Types = TypesOf(place.Nodes);
        place.Values = [.. place.Nodes.SelectMany(node => (ValueSet?[])[node.Values, node.Constant]).OfType<ValueSet>()
            .SelectMany(set => set.Constants).Where(IsCompared).DistinctBy(constant => constant.Hash).Where(_ => limits.TryTakeDeclared())
            .Select(constant => new DeclaredValue(constant))];
        var items = place.Nodes.Select(node => node.Arrays).OfType<ArrayRules>()
            .SelectMany(rules => rules.Prefix.Append(rules.Rest).Append(rules.Contains))
            .Concat(place.Nodes.Select(node => node.UnevaluatedItems)).OfType<SchemaNode>().Where(IsTelling).ToList();
        place.Items = items.Count == 0 ? null : Place(place, "*", items);
    }

    private bool TryOpenObject(DriftPlace place, ObjectRules[] objects)
    {
        var named = objects.SelectMany(rules => rules.Known.Rules).Where(rule => rule.Schema is not null)
            .GroupBy(rule => rule.Name, StringComparer.Ordinal).ToList();
        if (!limits.TryTakeRules(named.Count + objects.Sum(one => one.Patterns.Length)))
        {
            return false;
        }

        var members = new List<DriftPlace?>();
        var rules = new List<PropertyRule>();
        foreach (var group in named)
        {
            rules.Add(new PropertyRule(group.First()) { Bit = members.Count });
            members.Add(Place(place, JsonPointer.Escape(group.Key), group.SelectMany(rule => rule.PatternSchemas.Prepend(rule.Schema!))));
        }

        // What nobody may have is not expected: 'additionalProperties': false, and false behind a name.
        var open = objects.Select(one => one.Additional).Concat(place.Nodes.Select(node => node.UnevaluatedProperties))
            .OfType<SchemaNode>().Where(IsTelling).ToList();
        place.Names = new PropertyTable(rules);
        place.Members = members;
        place.Patterns = [.. objects.SelectMany(one => one.Patterns)];
        place.IsMap = open.Count > 0 || (named.Count == 0 && place.Patterns.Count == 0);
        var unnamed = open.Concat(place.Patterns.Select(pattern => pattern.Schema)).ToList();
        place.AnyMember = unnamed.Count == 0 ? null : Place(place, "*", unnamed);
        return true;
    }

    private DeclaredType[] TypesOf(SchemaNode[] nodes)
    {
        var allowed = JsonTypes.None;
        foreach (var node in nodes)
        {
            allowed |= (node.Types & JsonTypes.Any) == JsonTypes.Any ? JsonTypes.None : node.Types;
        }

        // An integer is a number without a fraction, and has no kind of its own.
        var isInteger = allowed.HasFlag(JsonTypes.Integer) && !allowed.HasFlag(JsonTypes.Number);
        var types = Types.Where(type => (type.Kinds & allowed) == type.Kinds || (isInteger && type.Kinds == JsonTypes.Number))
            .Select(type => isInteger && type.Kinds == JsonTypes.Number ? type with { Name = "integer" } : type).ToList();
        return types.Count < 2 ? [] : [.. types.Where(_ => limits.TryTakeDeclared()).Select(type => new DeclaredType(type.Name, type.Kinds))];
    }

    /// <summary>All schemas that may apply to the same value; what must not fit says nothing.</summary>
    private static SchemaNode[] Applying(IEnumerable<SchemaNode> schemas)
    {
        var found = new HashSet<SchemaNode>();
        var list = new List<SchemaNode>();
        var open = new Queue<SchemaNode>(schemas);
        while (open.TryDequeue(out var node))
        {
            if (!found.Add(node))
            {
                continue;
            }

            list.Add(node);
            if (node.Forward is { } target)
            {
                open.Enqueue(target);
            }

            foreach (var next in node.Applicators.Where(applicator => applicator is not Not).SelectMany(applicator => applicator.Targets)
                .Concat(node.Objects?.Dependencies.Select(dependency => dependency.Schema).OfType<SchemaNode>() ?? []))
            {
                open.Enqueue(next);
            }
        }

        return [.. list];
    }

    private static bool IsCompared(JsonConstant constant) =>
        constant.Kind is not (JsonKind.Array or JsonKind.Object) && constant.View.Json.Length <= DriftLimits.LongestName;

    private static bool IsTelling(SchemaNode node) => !node.IsTrivial && node.Types != JsonTypes.None;
}
