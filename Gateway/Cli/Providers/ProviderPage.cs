using System.Globalization;
using System.Text;
using Gateway.Configuration;

namespace Gateway.Cli.Providers;

/// <summary>The documentation's page of all providers, in Markdown.</summary>
internal static class ProviderPage
{
    public static string Of(IReadOnlyList<ProviderFacts> providers)
    {
        var text = new StringBuilder();
        text.Append("# Catalogue of providers\n\n")
            .Append("Written by `gateway providers --markdown`; how presets work is told in [providers](providers.md). `gateway providers ID`\n")
            .Append("shows one in full, with its sources, notes and a route to paste. `verified`: read in the provider's own code or documentation.\n")
            .Append("`community`: from third-party notes; begin with `\"Mode\": \"Monitor\"`.\n\n")
            .Append(CultureInfo.InvariantCulture, $"{providers.Count} presets.\n\n")
            .Append("| preset | provider | status | signature | of | timestamp | event id |\n")
            .Append("| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var facts in providers)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{facts.Id}` | {Cell(facts.Name)} | {facts.Status} | {facts.Algorithm}{In(facts)} |")
                .Append(CultureInfo.InvariantCulture, $" {Code(facts.Content)} | {Code(facts.Config.Replay?.Timestamp)} | {Code(facts.EventId)} |\n");
        }

        AppendUnwritten(text);
        AppendOtherNames(text);
        return text.ToString();
    }

    private static void AppendUnwritten(StringBuilder text)
    {
        text.Append("\n## Known, and not to be written yet\n\n")
            .Append("How these sign is known, and a configuration has no words for it (`Gateway/Cli/Providers/unwritten.json`).\n\n")
            .Append("| id | provider | how it signs | what is missing | source |\n| --- | --- | --- | --- | --- |\n");
        foreach (var scheme in UnwrittenScheme.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{scheme.Id}` | {Cell(scheme.Name)} | {Cell(scheme.Scheme)} | {Cell(scheme.Why)} | {Cell(scheme.Source)} |\n");
        }
    }

    private static void AppendOtherNames(StringBuilder text)
    {
        text.Append("\n## Names of other catalogues and what of each is here\n\n")
            .Append("`gateway providers NAME` finds a preset under these names, too (`Gateway/Cli/Providers/other-catalogues.json`).\n");
        foreach (var catalogue in OtherCatalogue.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {catalogue.Name}\n\n")
                .Append(CultureInfo.InvariantCulture, $"{catalogue.Entries.Count} names, read {catalogue.Read} at <{catalogue.Source}>: ")
                .Append(CultureInfo.InvariantCulture, $"{catalogue.Entries.Count(entry => entry.Ids.Any(IsPreset))} have a preset.\n\n")
                .Append("| name | here |\n| --- | --- |\n");
            foreach (var entry in catalogue.Entries)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Cell(entry.Name)} | {entry.Remark ?? string.Join(", ", entry.Ids.Select(Here))} |\n");
            }
        }
    }

    private static string Here(string id) => IsPreset(id) ? $"`{id}`" : $"`{id}` (not to be written yet)";

    private static bool IsPreset(string id) => ShippedPresets.Names.Contains(id, StringComparer.Ordinal);

    private static string In(ProviderFacts facts) => facts.Signature.From is { } from ? $", {Code(from)}" : "";

    private static string Code(string? text) =>
        text is null ? "" : $"`{Cell(text).Replace("\n", "\\n", StringComparison.Ordinal)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
