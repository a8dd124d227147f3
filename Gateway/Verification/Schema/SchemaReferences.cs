using Gateway.JsonSchema;
using Gateway.Reading;

namespace Gateway.Verification.Schema;

/// <summary>Other documents that schemas refer to: the beginning of their URIs, and the folder or file that holds them.</summary>
/// <param name="files">What relative places are relative to.</param>
internal sealed class SchemaReferences(ConfigurationFiles files)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>Adds one; what is wrong with it, or null.</summary>
    /// <param name="beginning">Of a URI, in any of its spellings.</param>
    /// <param name="place">A folder or a file.</param>
    public string? Add(string beginning, string place)
    {
        var isUri = beginning.Contains(':', StringComparison.Ordinal) && Uri.TryCreate(beginning, UriKind.Absolute, out _);
        if (!isUri)
        {
            return $"'{beginning}' is no absolute URI, such as 'https://schemas.acme.example/'.";
        }

        var uri = new Uri(beginning);
        if (uri.Fragment.Length > 1)
        {
            return $"'{beginning}' has a fragment: name the document, which has none.";
        }

        var full = files.FullPath(place);
        if (place.Length == 0 || !Path.Exists(full))
        {
            return place.Length == 0 ? "names neither a file nor a folder." : $"there is neither a file nor a folder '{full}'.";
        }

        return _places.TryAdd(NameOf(uri), full) ? null : $"'{beginning}' is the URI of another one, too.";
    }

    /// <summary>The file that a document stands in, by the longest beginning of its URI; null for none.</summary>
    public string? Find(Uri document)
    {
        var name = NameOf(document);
        var beginning = _places.Keys.Where(key => name.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
        if (beginning is null)
        {
            return null;
        }

        // The folder, and nothing outside of it.
        var (place, rest) = (_places[beginning], Uri.UnescapeDataString(name[beginning.Length..]));
        return rest.Length == 0 ? place : new SchemaFolder(place).PathOf(SchemaFolder.UriOf(Path.Combine(place, rest.TrimStart('/'))));
    }

    private static string NameOf(Uri uri) => uri.GetLeftPart(UriPartial.Query);
}
