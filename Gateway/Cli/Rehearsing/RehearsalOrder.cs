namespace Gateway.Cli.Rehearsing;

/// <summary>What is to be rehearsed.</summary>
/// <param name="Candidate">The candidate's file.</param>
/// <param name="Query">Which kept requests, as a query.</param>
/// <param name="FetchesKeys">Whether the keys that providers publish may be fetched.</param>
/// <param name="AsJson">One object a line for each change.</param>
internal sealed record RehearsalOrder(string Candidate, string Query, bool FetchesKeys, bool AsJson);
