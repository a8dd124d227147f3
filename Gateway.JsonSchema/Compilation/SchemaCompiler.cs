using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Turns schemas where they stand into nodes that are linked to each other. A node is made when it is first referred to
/// and filled from a queue, so that neither cycles nor long chains of references recurse.
/// </summary>
internal sealed partial class SchemaCompiler(SchemaRegistry registry, SchemaOptions options, ProblemList problems)
{
    private readonly Queue<SchemaSite> _unfilled = [];
    private readonly List<SchemaSite> _sites = [];
    private readonly Dictionary<string, TextPattern> _patterns = new(StringComparer.Ordinal);
    private readonly List<(string Name, DynamicReference Reference)> _dynamic = [];
    private readonly KeywordReview _review = new(options, problems);

    private readonly List<SchemaSite> _nullable = [];

    /// <summary>The schemas that say of themselves that they take null.</summary>
    public IReadOnlyList<SchemaSite> Nullable => _nullable;

    /// <summary>Some reference depends on the way to it.</summary>
    public bool HasDynamicReferences => _dynamic.Count > 0;

    /// <summary>Compiles the schema at a place and all it can lead to.</summary>
    public SchemaNode Compile(SchemaSite site)
    {
        var root = NodeOf(site);

        // What nothing refers to yet is compiled too: a mistake in it is one all the same. Of a document that holds other things
        // beside the schema, only that counts.
        if (site.Pointer.Length == 0)
        {
            foreach (var other in site.Resource.Document.Sites.Values.ToList())
            {
                NodeOf(other);
            }
        }

        FillAll();
        return root;
    }

    /// <summary>The same for several schemas of one document.</summary>
    public SchemaNode[] Compile(IEnumerable<SchemaSite> sites)
    {
        SchemaNode[] roots = [.. sites.Select(NodeOf)];
        FillAll();
        return roots;
    }

    private void FillAll()
    {
        do
        {
            while (_unfilled.TryDequeue(out var next))
            {
                Fill(next, next.Node!);
            }
        }
        while (QueueDynamicTargets());

        foreach (var (name, reference) in _dynamic)
        {
            reference.ByResource = [.. registry.Resources.Select(resource =>
                resource.DynamicAnchors.Contains(name) ? resource.Anchors[name].Node : null)];
        }

        ReferenceCycles.Report(_sites, problems);
        if (problems.Count == 0 && !HasDynamicReferences) // those want to know every schema on the way
        {
            for (var i = _sites.Count - 1; i >= 0; i--) // backwards, since what is referred to mostly comes later
            {
                _sites[i].Node!.Forward = ForwardOf(_sites[i].Node!);
            }
        }
    }

    /// <summary>
    /// Where a chain of schemas that only refer to the next one ends; null if this one does more than that.
    /// </summary>
    private static SchemaNode? ForwardOf(SchemaNode node)
    {
        SchemaNode? end = null;
        for (var next = node; IsReferenceAlone(next); next = end)
        {
            end = next.Forward ?? ((Reference)next.Applicators[0]).Schema;
        }

        return end;
    }

    private static bool IsReferenceAlone(SchemaNode node) =>
        node is { Applicators: [Reference], UnevaluatedItems: null, UnevaluatedProperties: null }
        && IsEmptyButForApplicators(node);

    private static bool IsEmptyButForApplicators(SchemaNode node) => node is
    {
        Types: JsonTypes.Any, Values: null, Constant: null, Numbers: null, Strings: null, Arrays: null, Objects: null,
    };

    private SchemaNode NodeOf(SchemaSite site)
    {
        if (site.Node is null)
        {
            site.Node = new SchemaNode(site.Resource.Index);
            _sites.Add(site);
            _unfilled.Enqueue(site);
        }

        return site.Node;
    }

    /// <summary>
    /// Makes nodes of all schemas a dynamic reference may turn out to mean; true when there were new ones.
    /// </summary>
    private bool QueueDynamicTargets()
    {
        foreach (var name in _dynamic.Select(pair => pair.Name).Distinct(StringComparer.Ordinal))
        {
            foreach (var resource in registry.Resources.Where(resource => resource.DynamicAnchors.Contains(name)))
            {
                NodeOf(resource.Anchors[name]);
            }
        }

        return _unfilled.Count > 0;
    }

    private void Fill(SchemaSite site, SchemaNode node)
    {
        if (site.Element.ValueKind == JsonValueKind.True)
        {
            node.IsTrivial = true;
            return;
        }

        if (site.Element.ValueKind == JsonValueKind.False)
        {
            node.Types = JsonTypes.None;
            node.TypesAssertion = FalseSchema.Describe(site);
            return;
        }

        _review.Review(site);
        if (site.Resource.Dialect.Draft.RefHidesSiblings && site.Element.TryGetProperty("$ref", out _))
        {
            FillReferences(site, node);
            return;
        }

        FillValues(site, node);
        FillNumbers(site, node);
        FillStrings(site, node);
        FillArrays(site, node);
        FillObjects(site, node);
        FillReferences(site, node);
        FillLogic(site, node);
        node.UnevaluatedItems = SchemaAt(site, "unevaluatedItems");
        node.UnevaluatedProperties = SchemaAt(site, "unevaluatedProperties");
        node.IsTrivial = IsEmptyButForApplicators(node)
            && node is { Applicators: [], UnevaluatedItems: null, UnevaluatedProperties: null };
    }

    private void FillReferences(SchemaSite site, SchemaNode node)
    {
        if (TextAt(site, "$ref") is { } reference
            && registry.Resolve(site.Resource, reference, At(site, "$ref")) is { } target)
        {
            node.Applicators = [.. node.Applicators, new Reference(NodeOf(target))];
        }

        FillDynamicReference(site, node, "$dynamicRef");
        FillDynamicReference(site, node, "$recursiveRef"); // the same to an anchor without a name (2019-09 Core section 8.2.4.1)
    }

    private void FillDynamicReference(SchemaSite site, SchemaNode node, string keyword)
    {
        if (TextAt(site, keyword) is not { } dynamic
            || registry.Resolve(site.Resource, dynamic, At(site, keyword)) is not { } initial)
        {
            return;
        }

        // Core section 8.2.3.2: dynamic only if what it first leads to is a dynamic anchor of that very name.
        var name = dynamic[(dynamic.IndexOf('#', StringComparison.Ordinal) + 1)..];
        if (initial.Resource.DynamicAnchors.Contains(name) && initial.Resource.Anchors[name] == initial)
        {
            var late = new DynamicReference(NodeOf(initial));
            _dynamic.Add((name, late));
            node.Applicators = [.. node.Applicators, late];
        }
        else
        {
            node.Applicators = [.. node.Applicators, new Reference(NodeOf(initial))];
        }
    }

    private void FillLogic(SchemaSite site, SchemaNode node)
    {
        var applicators = new List<Applicator>(node.Applicators);
        if (SchemaListAt(site, "allOf") is { } all)
        {
            applicators.Add(new AllOf(all));
        }

        if (SchemaListAt(site, "anyOf") is { } any)
        {
            applicators.Add(new AnyOf(
                any, Assert(site, "anyOf", $"Must fit at least one of the {any.Length} alternatives.")));
        }

        if (SchemaListAt(site, "oneOf") is { } one)
        {
            applicators.Add(new OneOf(
                one,
                Assert(site, "oneOf", $"Must fit one of the {one.Length} alternatives, but fits none."),
                Assert(site, "oneOf", $"Must fit exactly one of the {one.Length} alternatives, but fits several.")));
        }

        if (SchemaAt(site, "not") is { } not)
        {
            applicators.Add(new Not(not, Assert(site, "not", "Must not be what the schema excludes here.")));
        }

        var then = SchemaAt(site, "then");
        var otherwise = SchemaAt(site, "else");
        if (SchemaAt(site, "if") is { } condition)
        {
            applicators.Add(new Conditional(condition, then, otherwise));
        }

        node.Applicators = [.. applicators];
    }
}
