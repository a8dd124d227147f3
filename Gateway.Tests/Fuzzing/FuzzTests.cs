using System.Diagnostics;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Fuzzing;

/// <summary>
/// What a sender or an operator may write, mutated: no exception, bounded time and memory, and nothing accepted that an independent
/// check refuses. The corpus stands in <c>Corpus/TARGET</c>; a file whose name begins with <c>ok-</c> is understood. What has once
/// failed is put there.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>For one input; a busy machine takes its time.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. FuzzTargets.All.Keys];

    [Fact]
    public void Every_target_has_a_corpus_and_every_corpus_a_target() => Assert.Equal(
        FuzzTargets.All.Keys.Order(StringComparer.Ordinal),
        Directory.GetDirectories(Folder("")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_written_is_read_or_refused_and_nothing_is_accepted_that_is_not_right(string name)
    {
        using var target = FuzzTargets.All[name]();
        var corpus = Directory.GetFiles(Folder(name)).Order(StringComparer.Ordinal)
            .Select(file => (Name: Path.GetFileName(file), Text: target.Seed(File.ReadAllBytes(file)))).ToList();
        Assert.NotEmpty(corpus);
        foreach (var (file, text) in corpus)
        {
            Assert.True(target.Read(text) || !file.StartsWith("ok-", StringComparison.Ordinal), $"{name}/{file} is not understood: {target.Said}");
        }

        var mutation = new Mutation(Chance.For(output, name));
        var seeds = corpus.Select(seed => seed.Text).ToList();
        var (tried, understood, most, longest) = (0, 0, 0L, TimeSpan.Zero);
        for (var since = Stopwatch.StartNew(); since.Elapsed < FuzzOptions.Duration; tried++)
        {
            var input = mutation.Mutate(mutation.Pick(seeds), seeds, target.Fragments);
            var watch = Stopwatch.StartNew();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            understood += Read(target, input) ? 1 : 0;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(watch.Elapsed < LongestReading, $"{watch.Elapsed} for {Convert.ToBase64String(input)}");
            Assert.True(!target.IsMeasured || allocated <= target.MostBytes(input.Length), $"{allocated} bytes for {Convert.ToBase64String(input)}");
            (most, longest) = (Math.Max(most, allocated), longest > watch.Elapsed ? longest : watch.Elapsed);
        }

        output.WriteLine($"{name}: {tried} tried, {understood} understood; at most {most} bytes and {longest.TotalMilliseconds:0.0} ms for one");
        Assert.True(tried > 0, $"Nothing was tried in {FuzzOptions.Duration}.");
    }

    private static bool Read(FuzzTarget target, byte[] input)
    {
        try
        {
            return target.Read(input);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"In base64: {Convert.ToBase64String(input)}", exception);
        }
    }

    private static string Folder(string name) => Repository.PathOf("Gateway.Tests", "Fuzzing", "Corpus", name);
}
