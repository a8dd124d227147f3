using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Cli.Explaining;

/// <summary>
/// Requests that were signed rightly by other code than the gateway's and then changed, each as its title says: the mistake is named, by
/// its id and with the right cure, and never another.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class MistakeTableTests(ITestOutputHelper output)
{
    private const int LeastRows = 120;

    /// <summary>Each is explained once, whatever tests look at it.</summary>
    private static readonly Lazy<Task<Dictionary<string, ToldMistake>>> Told = new(ExplainAllAsync);

    public static TheoryData<string> Titles => [.. MadeMistake.All.Select(mistake => mistake.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_mistake_is_named(string title)
    {
        var mistake = MadeMistake.All.Single(row => row.Title == title);
        var told = (await Told.Value)[title];

        Assert.True(mistake.Finding == told.Finding, $"expected {mistake.Finding}:\n{told.Output}{told.Error}");
        Assert.Equal(1, told.ExitCode);
        Each.Is(mistake.Cure.Append(""), words => Assert.Contains(words, told.Cure, StringComparison.Ordinal));
        Each.Is(mistake.Environment.Values.Append("PRIVATE KEY"), secret => Assert.DoesNotContain(secret, told.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_is_large_and_nothing_in_it_is_named_wrongly()
    {
        var told = await Told.Value;
        var named = MadeMistake.All.Count(row => told[row.Title].Finding == row.Finding);
        var unnamed = MadeMistake.All.Count(row => told[row.Title].Finding == "none");
        output.WriteLine($"{named} of {MadeMistake.All.Count} mistakes named, {unnamed} not named, {MadeMistake.All.Count - named - unnamed} named wrongly");

        Assert.True(MadeMistake.All.Count >= LeastRows);
        Assert.Equal(MadeMistake.All.Count, named);
    }

    private static async Task<Dictionary<string, ToldMistake>> ExplainAllAsync()
    {
        var told = new Dictionary<string, ToldMistake>(StringComparer.Ordinal);
        foreach (var mistake in MadeMistake.All)
        {
            told[mistake.Title] = await mistake.ExplainAsync();
        }

        return told;
    }
}
