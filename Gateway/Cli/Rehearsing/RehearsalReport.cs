using System.Globalization;
using System.Text.Json;

namespace Gateway.Cli.Rehearsing;

/// <summary>Says what would change: a line for each kind with an example, or an object for each request.</summary>
internal static class RehearsalReport
{
    private const string Indent = "         ";

    public static async Task WriteAsync(TextWriter output, Rehearsal rehearsal, int requests)
    {
        await WriteEachAsync(output, rehearsal.Changes);
        if (rehearsal.NotJudged.Count > 0)
        {
            await output.WriteLineAsync("Could not be judged:");
            await WriteEachAsync(output, rehearsal.NotJudged);
        }

        var changed = rehearsal.Changes.Values.Sum(change => change.Count);
        var unknown = rehearsal.NotJudged.Values.Sum(one => one.Count);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{requests} kept requests: {changed} would change, {rehearsal.Unchanged} would not, {unknown} could not be judged."));
    }

    public static string Line(RehearsedChange change) => JsonSerializer.Serialize(
        new RehearsedLine(
            change.Request.Id, change.Request.RequestId, change.Request.ReceivedAt, change.Today.Route, change.Today.Outcome, change.Candidate.Route,
            change.Candidate.Outcome),
        RehearsalJson.Default.RehearsedLine);

    private static async Task WriteEachAsync(TextWriter output, IReadOnlyDictionary<string, (int Count, Guid Example)> kinds)
    {
        foreach (var (kind, (count, example)) in kinds)
        {
            foreach (var line in WrappedText.Lines(string.Create(CultureInfo.InvariantCulture, $"{count,7}  "), Indent, kind.Split(' ')))
            {
                await output.WriteLineAsync(line);
            }

            await output.WriteLineAsync($"{Indent}such as {example}");
        }
    }
}
