namespace Gateway.Cli.Explaining.Json;

/// <summary>One way in which a document may have been written before it was read and written anew.</summary>
/// <param name="Layout">Its white space.</param>
/// <param name="Escapes">How its texts were escaped.</param>
/// <param name="Texts">Its texts, escaped so.</param>
/// <param name="Change">What else was different.</param>
internal sealed record JsonVariant(JsonLayout Layout, JsonEscapes Escapes, JsonEncodedTexts Texts, JsonChange Change)
{
    /// <summary>For people, as the end of "it was signed".</summary>
    public string Name
    {
        get
        {
            string[] parts = [Layout.Name, Escapes.Name, Change.Name];
            return string.Join(", ", parts.Where(part => part.Length > 0));
        }
    }
}
