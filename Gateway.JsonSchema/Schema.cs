using Gateway.JsonSchema.Compilation;
using Gateway.JsonSchema.Drift;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema;

/// <summary>
/// A JSON Schema, compiled once and then applied to UTF-8 bodies by any number of threads. What it does not understand is a
/// problem or a warning at compile time, as the options have it.
/// </summary>
internal sealed class Schema
{
    private static readonly Uri NoPlace = new("schema://main/");

    private readonly SchemaNode _root;
    private readonly EvaluationLimits _limits;
    private readonly StrictJsonOptions _json;

    private Schema(SchemaNode root, EvaluationLimits limits, StrictJsonOptions json) =>
        (_root, _limits, _json) = (root, limits, json);

    /// <summary>Compiles a schema and all it refers to.</summary>
    /// <param name="utf8Schema">
    /// The schema; its dialect is chosen by <c>$schema</c>, 2020-12 where that is absent.
    /// </param>
    /// <param name="options">How to compile it, and what applying it may cost.</param>
    /// <param name="problems">Gets everything that is wrong with it, not just the first, and warnings.</param>
    /// <returns>The schema, or null when there are problems that are no warnings.</returns>
    public static Schema? Compile(
        ReadOnlySpan<byte> utf8Schema, SchemaOptions options, ICollection<SchemaProblem> problems) =>
        Compile(utf8Schema, options, problems, checksMetaschema: true);

    /// <summary>The same without a look at the metaschema, for the metaschemas themselves.</summary>
    public static Schema? CompileUnchecked(
        ReadOnlySpan<byte> utf8Schema, SchemaOptions options, ICollection<SchemaProblem> problems) =>
        Compile(utf8Schema, options, problems, checksMetaschema: false);

    /// <summary>Compiles the webhooks of an OpenAPI document (3.0 to 3.2): the schema of each event type.</summary>
    /// <returns>The schemas, or null when there are problems that are no warnings.</returns>
    public static IReadOnlyDictionary<string, Schema>? CompileWebhooks(
        ReadOnlySpan<byte> utf8Document, SchemaOptions options, ICollection<SchemaProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(problems);
        var list = new ProblemList();
        var schemas = CompileWebhooks(utf8Document, options, list);
        list.CopyTo(problems);
        return schemas;
    }

    /// <summary>Whether a text is an OpenAPI document, of whatever version.</summary>
    public static bool IsOpenApi(ReadOnlySpan<byte> utf8)
    {
        if (StrictJson.Check(utf8, SchemaRegistry.Json) != JsonDefect.None)
        {
            return false;
        }

        using var document = SchemaRegistry.Parse(utf8.ToArray());
        return OpenApiRoot.Is(document.RootElement);
    }

    private static Schema? Compile(
        ReadOnlySpan<byte> utf8Schema, SchemaOptions options, ICollection<SchemaProblem> problems, bool checksMetaschema)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(problems);
        var list = new ProblemList();
        var schema = Compile(utf8Schema, options, list, checksMetaschema);
        list.CopyTo(problems);
        return schema;
    }

    private static Schema? Compile(ReadOnlySpan<byte> utf8Schema, SchemaOptions options, ProblemList list, bool checksMetaschema)
    {
        var registry = new SchemaRegistry(options, list);
        var resource = registry.DefaultDialect() is { } dialect
            ? registry.Add(options.BaseUri ?? NoPlace, utf8Schema.ToArray(), dialect, isMain: true)
            : null;
        if (resource is null)
        {
            return null;
        }

        if (resource.Document.IsOpenApi && options.Root.Length == 0)
        {
            list.Add("", "This is an OpenAPI document: name a schema in it by a pointer, such as '#/components/schemas/NAME'.");
            return null;
        }

        if (registry.ResolvePointer(resource, options.Root, options.Root) is not { } site)
        {
            return null;
        }

        var compiler = new SchemaCompiler(registry, options, list);
        var root = compiler.Compile(site);
        ReviewNullable(compiler, options, list);
        if (list.Count == 0 && checksMetaschema)
        {
            MetaschemaCheck.Report(site, list);
        }

        return list.Count > 0
            ? null
            : new(root, new(options.MaxSteps, options.MaxPatternSteps, compiler.HasDynamicReferences), options.Json);
    }

    private static Dictionary<string, Schema>? CompileWebhooks(ReadOnlySpan<byte> utf8Document, SchemaOptions options, ProblemList list)
    {
        var registry = new SchemaRegistry(options, list);
        var resource = registry.DefaultDialect() is { } dialect
            ? registry.Add(options.BaseUri ?? NoPlace, utf8Document.ToArray(), dialect, isMain: true)
            : null;
        if (resource is null)
        {
            return null;
        }

        if (!resource.Document.IsOpenApi)
        {
            list.Add("", "This is no OpenAPI document: it does not say its version in 'openapi'.");
            return null;
        }

        var found = new OpenApiWebhooks(registry, resource, list).Find();
        var compiler = new SchemaCompiler(registry, options, list);
        _ = compiler.Compile(found.Values.SelectMany(sites => sites));
        ReviewNullable(compiler, options, list);
        if (list.Count > 0)
        {
            return null;
        }

        var limits = new EvaluationLimits(options.MaxSteps, options.MaxPatternSteps, compiler.HasDynamicReferences);
        var single = found.Values.SelectMany(sites => sites).Distinct().ToDictionary(site => site, site => new Schema(site.Node!, limits, options.Json));
        return found.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Count == 1 ? single[pair.Value[0]] : new Schema(AnyOf(pair.Key, pair.Value, resource), limits, options.Json),
            StringComparer.Ordinal);
    }

    /// <summary>OpenAPI 3.0.3, section 4.7.24: null is let through only if nothing else in the schema refuses it.</summary>
    private static void ReviewNullable(SchemaCompiler compiler, SchemaOptions options, ProblemList list)
    {
        foreach (var site in list.Count == 0 ? compiler.Nullable : [])
        {
            var schema = new Schema(site.Node!, new(options.MaxSteps, options.MaxPatternSteps, compiler.HasDynamicReferences), options.Json);
            if (schema.Validate("null"u8, 1) is [var violation])
            {
                list.Warn(
                    site.Resource.Document.Describe(JsonPointer.Append(site.Pointer, "nullable")),
                    $"'nullable' lets no null through here: '{violation.Keyword}' refuses it.");
            }
        }
    }

    private static SchemaNode AnyOf(string eventType, List<SchemaSite> sites, SchemaResource resource)
    {
        var assertion = new SchemaAssertion("anyOf", "/webhooks", $"Must fit at least one of the {sites.Count} schemas of webhooks of type '{eventType}'.");
        return new SchemaNode(resource.Index) { Applicators = [new AnyOf([.. sites.Select(site => site.Node!)], assertion)] };
    }

    /// <summary>What bodies have that the schema does not know, and the reverse: a record without anything yet.</summary>
    public DriftRecord RecordDrift(DriftLimits limits) => new(_root, limits);

    /// <summary>Whether a body is strict JSON and fits the schema. Never throws, whatever the body is.</summary>
    public bool IsValid(ReadOnlySpan<byte> utf8)
    {
        using var tape = JsonTape.Rent();
        tape.Read(utf8, _json);
        return IsValid(utf8, tape);
    }

    /// <summary>Whether a body that is already read fits the schema; one with a defect does not.</summary>
    public bool IsValid(ReadOnlySpan<byte> utf8, JsonTape tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return Evaluate(utf8, tape, violations: null, out _);
    }

    /// <summary>What in a body does not fit the schema; empty when it is valid.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="maxViolations">How many violations to look for, at least 1.</param>
    public IReadOnlyList<SchemaViolation> Validate(ReadOnlySpan<byte> utf8, int maxViolations)
    {
        using var tape = JsonTape.Rent();
        tape.Read(utf8, _json);
        return Validate(utf8, tape, maxViolations);
    }

    /// <summary>What in a body that is already read does not fit the schema; empty when it is valid.</summary>
    public IReadOnlyList<SchemaViolation> Validate(ReadOnlySpan<byte> utf8, JsonTape tape, int maxViolations)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxViolations, 1);
        if (tape.Defect != JsonDefect.None)
        {
            return [new("", "", "", $"The body is not strict JSON ({tape.Defect}).")];
        }

        // Most bodies fit, and that is found out without allocating; only one that does not is gone over once more.
        if (Evaluate(utf8, tape, violations: null, out var exceeded))
        {
            return [];
        }

        var violations = new ViolationList(maxViolations);
        if (!exceeded)
        {
            _ = Evaluate(utf8, tape, violations, out exceeded);
        }

        return exceeded || violations.Violations.Count == 0
            ? [.. violations.Violations.Take(maxViolations - 1), SchemaViolation.TooMuchWork]
            : violations.Violations;
    }

    private bool Evaluate(ReadOnlySpan<byte> utf8, JsonTape tape, ViolationList? violations, out bool exceeded)
    {
        exceeded = false;
        if (tape.Defect != JsonDefect.None)
        {
            return false;
        }

        if (utf8.Length != tape.BodyLength)
        {
            throw new ArgumentException("The tape was read from another body.", nameof(tape));
        }

        var space = Workspace.Rent();
        try
        {
            var evaluation = new Evaluation(new(utf8, tape.Tokens), space, tape.Memory, _limits, violations);
            var valid = _root.Evaluate(ref evaluation, 0, Evaluation.NoMarks);
            exceeded = evaluation.IsExceeded;
            return valid && !exceeded;
        }
        finally
        {
            Workspace.Return(space);
        }
    }
}
