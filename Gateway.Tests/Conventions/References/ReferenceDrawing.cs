using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions.References;

/// <summary>
/// Who may know whom, as a page draws it: one line for each, <c>Storage -> Reading, Observability</c>, which knows only what stands on
/// lines above. So nothing that keeps to it can go round in a circle.
/// </summary>
internal sealed class ReferenceDrawing
{
    private const string Arrow = "->";

    private readonly List<string> _names = [];
    private readonly HashSet<(string From, string To)> _arrows = [];

    /// <param name="lines">The drawing; more than one blank is one.</param>
    public ReferenceDrawing(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var parts = line.Split(Arrow, StringSplitOptions.TrimEntries);
            _arrows.UnionWith(
                (parts.Length == 1 ? "" : parts[1]).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(to => (parts[0], to)));
            _names.Add(parts[0]);
        }
    }

    /// <summary>The drawing in the first block of code behind a heading of docs/architecture.md.</summary>
    public static ReferenceDrawing Under(string heading) => new(
        File.ReadLines(Repository.PathOf("docs", "architecture.md"))
            .SkipWhile(line => line != heading)
            .SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line != "```"));

    /// <summary>Everybody who has a line.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What of the drawing goes upward.</summary>
    public IReadOnlyList<string> Upward() =>
        [.. _arrows.Where(arrow => !_names.TakeWhile(name => name != arrow.From).Contains(arrow.To)).Select(Text)];

    /// <summary>What is drawn and not so, and what is so and not drawn.</summary>
    public IReadOnlyList<string> Differences(IReadOnlySet<(string From, string To)> found) =>
    [
        .. found.Except(_arrows).Select(arrow => $"not drawn: {Text(arrow)}").Order(StringComparer.Ordinal),
        .. _arrows.Except(found).Select(arrow => $"drawn, and not so: {Text(arrow)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>What is so and not drawn.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<(string From, string To)> found) =>
        [.. found.Except(_arrows).Select(Text).Order(StringComparer.Ordinal)];

    private static string Text((string From, string To) arrow) => $"{arrow.From} {Arrow} {arrow.To}";
}
