using System.Globalization;
using System.Text.Json;

namespace Gateway.Reading;

/// <summary>Finds where a configuration file says null, which <see cref="IConfiguration"/> does not tell from {}.</summary>
internal static class JsonNulls
{
    /// <summary>As the configuration's own reader has it.</summary>
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The keys that hold null, their parts joined as configuration joins them.</summary>
    public static IReadOnlySet<string> Find(byte[] json)
    {
        var nulls = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var text = new StreamReader(new MemoryStream(json)); // Passes over a byte order mark.
        using var document = JsonDocument.Parse(text.ReadToEnd(), Options);
        Collect(document.RootElement, path: "", nulls);
        return nulls;
    }

    private static void Collect(JsonElement element, string path, HashSet<string> nulls)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                nulls.Add(path);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Collect(member.Value, Below(path, member.Name), nulls);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Collect(item, Below(path, index.ToString(CultureInfo.InvariantCulture)), nulls);
                }

                break;
        }
    }

    private static string Below(string path, string key) => path.Length == 0 ? key : ConfigurationPath.Combine(path, key);
}
