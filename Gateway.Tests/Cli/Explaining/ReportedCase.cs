using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>A request as people have reported it, with the route that it met, and what is right to say of it.</summary>
/// <param name="Verdict">How the verdict begins.</param>
/// <param name="Case">The request; its finding is empty where nothing is wrong.</param>
internal sealed record ReportedCase(string Verdict, MadeMistake Case)
{
    private static readonly Lazy<IReadOnlyList<ReportedCase>> Read = new(() => JsonSerializer.Deserialize<List<ReportedCase>>(
        File.ReadAllBytes(Repository.PathOf("Gateway.Tests", "Cli", "Explaining", "Mistakes", "reported.json")))!);

    public static IReadOnlyList<ReportedCase> All => Read.Value;
}
