using System.Globalization;
using System.Text;

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

        return text.ToString();
    }

    private static string In(ProviderFacts facts) => facts.Signature.From is { } from ? $", {Code(from)}" : "";

    private static string Code(string? text) =>
        text is null ? "" : $"`{Cell(text).Replace("\n", "\\n", StringComparison.Ordinal)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
