using System.Text.Json;

namespace Gateway.Cli.Providers;

/// <summary>What is known of providers beside their presets: the JSON files of this folder, embedded.</summary>
internal static class CatalogueFile
{
    public static JsonDocument Open(string name)
    {
        using var stream = typeof(CatalogueFile).Assembly.GetManifestResourceStream($"Catalogue/{name}.json")!;
        return JsonDocument.Parse(stream);
    }
}
