using Gateway.Cli.Demo;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>Every sample in <c>config/</c>: what a user copies has to be good.</summary>
public sealed class SampleFileTests
{
    /// <summary>The editors' schema, and the sample that needs a folder that is not there: <see cref="TenantSampleTests"/>.</summary>
    private static readonly string[] Elsewhere = ["gateway.schema.json", "tenants.json"];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.PathOf("config"), "*.json").Select(file => Path.GetFileName(file)!).Except(Elsewhere, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task It_is_good_and_nothing_of_it_is_doubtful(string file)
    {
        var sample = await File.ReadAllTextAsync(Repository.PathOf("config", file));
        using var configuration = new ConfigurationFolder(sample, environment: new DemoSecrets(sample).Variable);

        var load = await configuration.LoadAsync();

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
    }
}
