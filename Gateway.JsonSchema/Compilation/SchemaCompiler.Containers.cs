using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

// The keywords for arrays and objects.
internal sealed partial class SchemaCompiler
{
    private void FillArrays(SchemaSite site, SchemaNode node)
    {
        var rules = new ArrayRules
        {
            MinItems = MinimumAt(site, "minItems", "element"),
            MaxItems = MaximumAt(site, "maxItems", "element"),
        };
        if (IsTrue(site, "uniqueItems"))
        {
            rules.UniqueAssertion = Assert(site, "uniqueItems", "Must not hold the same element twice.");
        }

        if (site.Resource.Dialect.Draft.HasListOfItems)
        {
            // Draft 7 Validation section 6.4.1: a list in items is what prefixItems is now, additionalItems its items.
            var isList = site.TryGet("items", out var items) && items.ValueKind == JsonValueKind.Array;
            rules.Prefix = isList ? ElementsOf(site, items) : [];
            var additional = SchemaAt(site, "additionalItems");
            rules.Rest = isList ? additional : SchemaAt(site, "items");
        }
        else
        {
            rules.Prefix = SchemaListAt(site, "prefixItems") ?? [];
            rules.Rest = SchemaAt(site, "items");
            rules.ContainsEvaluates = site.Resource.Dialect.Draft.ContainsEvaluates;
        }

        FillContains(site, rules);
        var isUsed = rules.MinItems.IsSet || rules.MaxItems.IsSet || rules.UniqueAssertion is not null
            || rules.Prefix.Length > 0 || rules.Rest is not null || rules.Contains is not null;
        node.Arrays = isUsed ? rules : null;
    }

    private SchemaNode[] ElementsOf(SchemaSite site, JsonElement items)
    {
        var pointer = JsonPointer.Append(site.Pointer, "items");
        if (items.GetArrayLength() == 0)
        {
            problems.Add(At(site, "items"), "items must be a schema or a list of at least one.");
        }

        return SchemasIn(site, items, pointer);
    }

    private void FillContains(SchemaSite site, ArrayRules rules)
    {
        var least = CountAt(site, "minContains");
        var most = CountAt(site, "maxContains");
        rules.Contains = SchemaAt(site, "contains");
        if (rules.Contains is null)
        {
            return;
        }

        rules.MinContains = CountLimit.Minimum(
            least ?? 1,
            least is null
                ? Assert(site, "contains", "Must hold an element of the kind the schema describes.")
                : Assert(site, "minContains", $"Must hold at least {Counted(least.Value, "such element")}."));
        if (most is { } bound)
        {
            rules.MaxContains = CountLimit.Maximum(
                bound, Assert(site, "maxContains", $"Must hold at most {Counted(bound, "such element")}."));
        }
    }

    private void FillObjects(SchemaSite site, SchemaNode node)
    {
        var known = new PropertyRules();
        var rules = new ObjectRules
        {
            MinProperties = MinimumAt(site, "minProperties", "member"),
            MaxProperties = MaximumAt(site, "maxProperties", "member"),
            Names = SchemaAt(site, "propertyNames"),
            Additional = SchemaAt(site, "additionalProperties"),
            Patterns = PatternsAt(site),
        };
        foreach (var (name, schema) in SchemaMapAt(site, "properties"))
        {
            known.Of(name).Schema = schema;
        }

        rules.Required = RequiredNames(
            NamesAt(site, "required") ?? [], known, At(site, "required"), "required", because: "");
        rules.Dependencies =
        [
            .. NameDependencies(site, known), .. SchemaDependencies(site, known), .. OldDependencies(site, known),
        ];
        MatchPatterns(site, known, rules.Patterns);
        rules.Known = new(known.All);
        rules.Bits = known.Bits;
        rules.NeedsWalk = known.All.Count > 0 || rules.Patterns.Length > 0
            || rules.Names is not null || rules.Additional is not null;
        node.Objects = rules.NeedsWalk || rules.MinProperties.IsSet || rules.MaxProperties.IsSet ? rules : null;
    }

    private void MatchPatterns(SchemaSite site, PropertyRules known, PatternRule[] patterns)
    {
        if (!known.TryMatch(patterns, options.MaxPatternSteps))
        {
            problems.Add(
                At(site, "patternProperties"), "A pattern takes too long to match a name in this very schema.");
        }
    }

    private PatternRule[] PatternsAt(SchemaSite site) =>
    [
        .. SchemaMapAt(site, "patternProperties")
            .Select(pair => (Pattern: PatternOf(pair.Name, At(site, "patternProperties")), pair.Schema))
            .Where(pair => pair.Pattern is not null)
            .Select(pair => new PatternRule(pair.Pattern!, pair.Schema)),
    ];

    private static RequiredName[] RequiredNames(
        IEnumerable<string> names, PropertyRules known, string location, string keyword, string because) =>
    [
        .. names.Select(name => new RequiredName(
            known.BitOf(name), new SchemaAssertion(keyword, location, $"Must have the member '{name}'{because}."))),
    ];

    private List<DependencyRule> NameDependencies(SchemaSite site, PropertyRules known)
    {
        var rules = new List<DependencyRule>();
        if (site.TryGet("dependentRequired", out var value) && IsObject(value, At(site, "dependentRequired")))
        {
            foreach (var member in value.EnumerateObject())
            {
                AddNames(rules, site, "dependentRequired", member, known);
            }
        }

        return rules;
    }

    private DependencyRule[] SchemaDependencies(SchemaSite site, PropertyRules known) =>
    [
        .. SchemaMapAt(site, "dependentSchemas")
            .Select(pair => new DependencyRule(known.BitOf(pair.Name), [], pair.Schema)),
    ];

    /// <summary><c>dependencies</c> (draft 7 Validation section 6.5.7), which is both in one.</summary>
    private List<DependencyRule> OldDependencies(SchemaSite site, PropertyRules known)
    {
        var rules = new List<DependencyRule>();
        if (!site.TryGet("dependencies", out var value) || !IsObject(value, At(site, "dependencies")))
        {
            return rules;
        }

        var pointer = JsonPointer.Append(site.Pointer, "dependencies");
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                AddNames(rules, site, "dependencies", member, known);
            }
            else if (SchemaIn(site, member.Value, JsonPointer.Append(pointer, member.Name)) is { } schema)
            {
                rules.Add(new(known.BitOf(member.Name), [], schema));
            }
        }

        return rules;
    }

    private void AddNames(
        List<DependencyRule> rules, SchemaSite site, string keyword, JsonProperty member, PropertyRules known)
    {
        var pointer = JsonPointer.Append(JsonPointer.Append(site.Pointer, keyword), member.Name);
        var location = site.Resource.Document.Describe(pointer);
        if (ReadNames(member.Value, location) is { } names)
        {
            var because = $" where it has '{member.Name}'";
            var required = RequiredNames(names, known, location, keyword, because);
            rules.Add(new(known.BitOf(member.Name), required, Schema: null));
        }
    }
}
