using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>House rules that are told from the source text.</summary>
public sealed class SourceConventionTests
{
    private const int MostLines = 350;
    private const int MostTestLines = 500;

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
    public async Task Every_outcome_is_explained_in_the_readme()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"));

        Assert.Empty(Outcome.All.Where(outcome => !readme.Contains($"`{outcome.Code}`", StringComparison.Ordinal)).Select(outcome => outcome.Code));
    }

    [Fact]
    public void Pointers_stand_in_the_one_place_that_the_framework_asks_for_them()
    {
        var unsafeFiles = Sources("Gateway").Concat(Sources("Gateway.JsonSchema"))
            .Where(file => File.ReadLines(file).Any(line => line.Split(' ').Contains("unsafe")));

        Assert.Equal(["ChargedHeaderText.cs"], unsafeFiles.Select(Path.GetFileName));
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
