using System.Text.RegularExpressions;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>House rules that are told from the source text.</summary>
public sealed partial class SourceConventionTests
{
    private const int MostLines = 350;
    private const int MostTestLines = 500;

    private static readonly string[] Stages =
        ["IpAllowList", "RateLimit", "Body", "Handshake", "Signature", "Replay", "Events", "Schema", "Deduplication"];

    /// <summary>Every folder with a project of its own.</summary>
    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).OfType<string>()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_source_file_is_longer_than_one_can_read(string project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var most = project.EndsWith(".Tests", StringComparison.Ordinal) ? MostTestLines : MostLines;

        Assert.DoesNotContain(Sources(project), file => File.ReadLines(file).Count() > most);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Every_project_is_built_with_the_solution(string project) =>
        Assert.Contains($"\"{project}\\{project}.csproj\"", await File.ReadAllTextAsync(Repository.PathOf("Gateway.sln")), StringComparison.Ordinal);

    [Fact]
    public void Verification_does_not_know_what_comes_after_it() =>
        AssertNoUsing("Gateway/Verification", name => name.StartsWith("Gateway.Forwarding", StringComparison.Ordinal)
            || name.StartsWith("Gateway.Delivery", StringComparison.Ordinal)
            || name.StartsWith("Gateway.Admin", StringComparison.Ordinal) || name.StartsWith("Gateway.Cli", StringComparison.Ordinal));

    [Theory]
    [InlineData("Gateway/Forwarding")]
    [InlineData("Gateway/Delivery")]
    [InlineData("Gateway/Storage")]
    public void What_comes_after_verification_knows_no_stage(string folder) =>
        AssertNoUsing(folder, name => Array.Exists(
            Stages, stage => name.StartsWith($"Gateway.Verification.{stage}", StringComparison.Ordinal)));

    [Fact]
    public void A_stage_knows_no_other_stage_but_whose_settings_it_shares()
    {
        // A body is read for a claimed signature alone, a challenge is answered with the secrets that sign, and the scheme signs the timestamp.
        string[] shared = ["Body -> Signature", "Handshake -> Signature", "Signature -> Replay"];

        var known = Stages.SelectMany(stage => Sources($"Gateway/Verification/{stage}")
            .SelectMany(Usings)
            .Where(name => name.StartsWith("Gateway.Verification.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Where(other => other != stage && Stages.Contains(other, StringComparer.Ordinal))
            .Select(other => $"{stage} -> {other}"));

        Assert.Equal(shared, known.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_outcome_is_explained_in_the_readme()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"));

        Assert.Empty(Outcome.All.Where(outcome => !readme.Contains($"`{outcome.Code}`", StringComparison.Ordinal)).Select(outcome => outcome.Code));
    }

    private static void AssertNoUsing(string folder, Predicate<string> forbidden) =>
        Assert.Empty(Sources(folder).SelectMany(file => Usings(file)
            .Where(name => forbidden(name))
            .Select(name => $"{Path.GetFileName(file)} uses {name}")));

    /// <summary>Namespaces a file opens, and those it names in full.</summary>
    private static IEnumerable<string> Usings(string file) =>
        Namespace().Matches(string.Join('\n', File.ReadLines(file).Where(line =>
                !line.StartsWith("namespace ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal))))
            .Select(match => match.Value);

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"\bGateway(\.[A-Z]\w*)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();
}
