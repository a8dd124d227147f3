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

    /// <summary>Why <see cref="Resolve"/> finds nothing at a URI, as the end of a sentence; null or empty where there is no more to say.</summary>
    public Func<Uri, string?>? Explain { get; init; }

    /// <summary>
    /// Makes <c>format</c> an assertion; an unknown format is ignored with a warning. Default false: an annotation without
    /// effect, as 2020-12 has it unless the dialect asks for the format-assertion vocabulary.
    /// </summary>
    public bool AssertFormat { get; init; }

    /// <summary>
    /// Makes <c>contentEncoding</c> (base16, base32, base64, base64url) and <c>contentMediaType</c> (JSON) assertions; others are
    /// ignored with a warning. Default false, as 2019-09 and later have it; draft 7 leaves it open.
    /// </summary>
    public bool AssertContent { get; init; }

    /// <summary>Where in the document the schema stands: a JSON pointer. Default: the document is the schema.</summary>
    public string Root { get; init; } = "";

    /// <summary>What to say of keywords that the dialect does not know. Default: nothing, as the specification has it.</summary>
    public UnknownKeywords UnknownKeywords { get; init; } = UnknownKeywords.Ignore;

    /// <summary>What a payload must be before any schema is asked.</summary>
    public StrictJsonOptions Json { get; init; } = StrictJsonOptions.Default;

    /// <summary>
    /// How many steps one validation may take: one for a schema and value, for every four members that are walked over, and
    /// for every eight or sixteen bytes that are read once more. A payload that needs more is invalid. Default 5 million,
    /// which is some tenths of a second.
    /// </summary>
    public int MaxSteps { get; init; } = 5_000_000;

    /// <summary>
    /// How many steps all patterns may take together in one validation, but for the simple ones that are matched on the bytes
    /// (<c>^evt_[a-z0-9]+$</c>): one for two characters that an automaton walks over, and for each thing that is tried where one
    /// cannot be built. A payload that needs more is invalid. Default 50 million, some tenths of a second of a processor.
    /// </summary>
    public int MaxPatternSteps { get; init; } = 50_000_000;
}
