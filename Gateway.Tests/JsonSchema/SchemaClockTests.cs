using Gateway.Tests.Support;

namespace Gateway.Tests.JsonSchema;

/// <summary>A verdict may depend on schema and body alone: whatever is bounded is bounded by steps.</summary>
public sealed class SchemaClockTests
{
    [Theory]
    [InlineData("Stopwatch")]
    [InlineData("TimeProvider")]
    [InlineData("TickCount")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("CancellationToken")]
    [InlineData("RegularExpressions")]
    public void Nothing_in_the_validator_looks_at_the_clock(string word)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Gateway.JsonSchema"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();

        Assert.True(sources.Count > 50, $"Only {sources.Count} sources are found.");
        Assert.DoesNotContain(sources, path => File.ReadAllText(path).Contains(word, StringComparison.Ordinal));
    }
}
