using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>
/// Every file under Golden/Config is one case: a configuration, a line of dashes, and exactly the problems it has. The
/// file "secret" beside it holds a secret and a line end.
/// </summary>
public sealed class ConfigurationProblemTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Repository.PathOf("Gateway.Tests", "Golden", "Config");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_problem_is_reported_at_once_with_its_place_and_cure(string @case)
    {
        var parts = (await File.ReadAllTextAsync(Path.Combine(Folder, @case + ".txt"))).Split("\n----\n");
        using var configuration = new ConfigurationFolder(parts[0]);
        configuration.Write("secret", "the-secret-of-the-file\n");

        Assert.Equal(parts[1], string.Concat((await configuration.ProblemsAsync()).Select(problem => problem + "\n")));
    }
}
