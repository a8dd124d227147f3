using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>
/// Every file under Golden/Config is one case: a configuration, a line of dashes, and exactly the problems it has. The
/// file "secret" beside it holds a secret and a line end, "certificate.pem" a certificate, "certificate.key" its key,
/// "encrypted.key" the same with a password, and "another.key" the key of another one. With the variable UPDATE_GOLDEN
/// set, what is reported now is written there, to be read as a difference before it is committed.
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
        using var configuration = ConfigurationFolder.OfCase(parts[0]);

        var problems = string.Concat((await configuration.ProblemsAsync()).Select(problem => problem + "\n"));
        if (ProcessEnvironment.Variable("UPDATE_GOLDEN") is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, @case + ".txt"), $"{parts[0]}\n----\n{problems}");
        }

        Assert.Equal(parts[1], problems);
    }
}
