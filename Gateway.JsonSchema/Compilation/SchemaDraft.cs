using System.Collections.Frozen;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// One version of the language as data: its keywords, and how it differs in what they mean. A version is added by
/// describing it in <see cref="SchemaDrafts"/>.
/// </summary>
internal sealed class SchemaDraft
{
    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The URI of its metaschema, as <c>$schema</c> has it but for the scheme and a <c>#</c>.</summary>
    public required string Metaschema { get; init; }

    public required KeywordTable Keywords { get; init; }

    /// <summary>The vocabularies that are in force without a word.</summary>
    public SchemaVocabularies Vocabularies { get; init; } = SchemaVocabularies.Standard;

    /// <summary>What the URIs of its vocabularies begin with; null where it has none.</summary>
    public string? VocabularyPrefix { get; init; }

    /// <summary>The keyword that gives a schema its URI.</summary>
    public string Id { get; init; } = "$id";

    /// <summary>A URI with a fragment makes that a name for the schema, as <c>$anchor</c> does later.</summary>
    public bool HasFragmentIds { get; init; }

    /// <summary>What stands beside a <c>$ref</c> is ignored (draft 7 Core section 8.3).</summary>
    public bool RefHidesSiblings { get; init; }

    /// <summary><c>exclusiveMinimum</c> and <c>exclusiveMaximum</c> are booleans beside the limit they sharpen.</summary>
    public bool HasBooleanLimits { get; init; }

    /// <summary><c>items</c> may be a list, and <c>additionalItems</c> is for what comes after it.</summary>
    public bool HasListOfItems { get; init; }

    /// <summary>An element that <c>contains</c> matched counts as evaluated.</summary>
    public bool ContainsEvaluates { get; init; }

    /// <summary>The format <c>hostname</c> is that of RFC 1034, which knows nothing of IDNA.</summary>
    public bool HasPlainHostnames { get; init; }

    /// <summary>Formats that say how a value is stored or shown, and refuse nothing.</summary>
    public IReadOnlySet<string> DescribingFormats { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Nobody has written a metaschema of it in JSON Schema that would be of use.</summary>
    public bool HasNoMetaschema { get; init; }

    public override string ToString() => Name;
}
