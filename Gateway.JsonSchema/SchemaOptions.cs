namespace Gateway.JsonSchema;

/// <summary>How a schema is compiled and what it may cost to apply it.</summary>
internal sealed record SchemaOptions
{
    public static SchemaOptions Default { get; } = new();

    /// <summary>
    /// Where the schema comes from; relative references are resolved against it. Default: a made-up place.
    /// </summary>
    public Uri? BaseUri { get; init; }

    /// <summary>
    /// The dialect of a schema that names none in <c>$schema</c>: a URI as it would stand there. Default 2020-12.
    /// </summary>
    public string DefaultDialect { get; init; } = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>
    /// Finds the schema or metaschema at an absolute URI; null when there is none. Asked at compile time only, and
    /// never for the standard metaschemas. Without it, references to other documents are problems. Nothing here uses
    /// the network.
    /// </summary>
    public Func<Uri, ReadOnlyMemory<byte>?>? Resolve { get; init; }

    /// <summary>
    /// Makes <c>format</c> an assertion; an unknown format is then a problem. Default false: an annotation without
    /// effect, as 2020-12 has it unless the dialect asks for the format-assertion vocabulary.
    /// </summary>
    public bool AssertFormat { get; init; }

    /// <summary>
    /// Makes a keyword that the dialect does not know a problem, so that a misspelt <c>requierd</c> does not let
    /// everything pass. Names that start with <c>x-</c> stay free. Default false, as the specification has it.
    /// </summary>
    public bool RejectUnknownKeywords { get; init; }

    /// <summary>What a payload must be before any schema is asked.</summary>
    public StrictJsonOptions Json { get; init; } = StrictJsonOptions.Default;

    /// <summary>
    /// How many steps one validation may take: one for a schema and value, for every four members that are walked over, and
    /// for every eight or sixteen bytes that are read once more. A payload that needs more is invalid. Default 5 million,
    /// which is some tenths of a second.
    /// </summary>
    public int MaxSteps { get; init; } = 5_000_000;

    /// <summary>
    /// How long all patterns may take together in one validation, but for the simple ones that are matched on the bytes
    /// (<c>^evt_[a-z0-9]+$</c>). A payload that needs more is invalid. Default 250 ms: time on the clock, so it has to
    /// forgive a busy machine.
    /// </summary>
    public TimeSpan PatternTimeout { get; init; } = TimeSpan.FromMilliseconds(250);
}
