namespace Gateway.Cli.Schemas;

/// <summary>What <c>gateway schema learn</c> was asked for.</summary>
/// <param name="Sources">Files, folders, and <c>-</c> for standard input.</param>
/// <param name="AreLines">Every source has a payload on each line, whatever its name ends in.</param>
/// <param name="EventPointer">Where a payload has its event type; null for one schema for all.</param>
/// <param name="Output">Where to write the schema; null for standard output.</param>
internal sealed record LearnOrder(IReadOnlyList<string> Sources, bool AreLines, string? EventPointer, string? Output);
