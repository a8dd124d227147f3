using System.Globalization;
using System.Text;

namespace Gateway.Cli.Providers;

/// <summary>The providers, a line each.</summary>
internal static class ProviderList
{
    private const string Indent = "    ";

    public static string Of(IReadOnlyList<ProviderFacts> providers)
    {
        var text = new StringBuilder();
        var width = providers.Select(facts => facts.Id.Length).Append(0).Max();
        var algorithm = providers.Select(facts => facts.Algorithm.Length).Append(0).Max();
        foreach (var facts in providers)
        {
            text.AppendJoin('\n', WrappedText.Lines(
                facts.Id.PadRight(width + 2) + facts.Algorithm.PadRight(algorithm + 2) + facts.Status.PadRight(11), Indent, facts.Name.Split(' '))).AppendLine();
        }

        return text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{providers.Count} providers; 'gateway providers ID' shows one, with a route to paste.")
            .ToString();
    }
}
