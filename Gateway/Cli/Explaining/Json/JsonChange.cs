namespace Gateway.Cli.Explaining.Json;

/// <summary>How a document may have differed in what it says: numbers written otherwise, members in another order, members that are gone.</summary>
/// <param name="Finding">The id of the finding, if this is the mistake.</param>
/// <param name="Name">For people; empty for nothing.</param>
internal sealed record JsonChange(string Finding, string Name)
{
    /// <summary>Nothing but white space and escapes.</summary>
    public static readonly JsonChange None = new("json-rewritten", "");

    /// <summary>Values that were written otherwise, by the bytes they had.</summary>
    public IReadOnlyDictionary<JsonItem, byte[]> Values { get; init; } = new Dictionary<JsonItem, byte[]>();

    /// <summary>Names of members that were others, by their texts.</summary>
    public IReadOnlyDictionary<int, byte[]> Names { get; init; } = new Dictionary<int, byte[]>();

    /// <summary>The members that an object had and their order, by their positions; those of all others are as they arrived.</summary>
    public IReadOnlyDictionary<JsonItem, int[]> Orders { get; init; } = new Dictionary<JsonItem, int[]>();
}
