namespace Gateway.JsonSchema.Compilation;

/// <summary>The keywords of a draft by name, written as what it adds to and takes from another.</summary>
internal sealed class KeywordTable
{
    private readonly Dictionary<string, SchemaKeyword> _keywords;

    private KeywordTable(IEnumerable<KeyValuePair<string, SchemaKeyword>> keywords) => _keywords = new(keywords, StringComparer.Ordinal);

    public static KeywordTable Empty { get; } = new([]);

    public IEnumerable<KeyValuePair<string, SchemaKeyword>> All => _keywords;

    /// <param name="vocabulary">Where the keywords belong.</param>
    /// <param name="shape">What their values are.</param>
    /// <param name="names">With blanks between them; one that is there already is replaced.</param>
    public KeywordTable With(SchemaVocabularies vocabulary, KeywordShape shape, string names)
    {
        var result = new KeywordTable(_keywords);
        foreach (var name in names.Split(' '))
        {
            result._keywords[name] = new SchemaKeyword(vocabulary, shape);
        }

        return result;
    }

    public KeywordTable Without(string names) => new(_keywords.ExceptBy(names.Split(' '), pair => pair.Key, StringComparer.Ordinal));

    public SchemaKeyword? Find(string name) => _keywords.GetValueOrDefault(name);
}
