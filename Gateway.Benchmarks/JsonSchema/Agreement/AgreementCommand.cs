using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Benchmarks.JsonSchema.Agreement;

/// <summary><c>agreement</c>: whether the gateway's validator says of other people's schemas and instances what Ajv says.</summary>
internal static class AgreementCommand
{
    public static RootCommand Create()
    {
        var verdicts = new Argument<string>("VERDICTS") { Description = "What ajv-verdicts.mjs has printed." };
        var known = new Option<string>("--known") { Description = "Differences that are known: a part of the line, a tab, and why the gateway is right." };
        var command = new RootCommand("Compares the gateway's JSON Schema validator with Ajv.") { verdicts, known };
        command.SetAction(result => Run(result.GetRequiredValue(verdicts), result.GetValue(known)));
        return command;
    }

    private static int Run(string verdicts, string? known)
    {
        var reasons = known is null ? [] : File.ReadLines(known)
            .Where(line => line.Contains('\t', StringComparison.Ordinal)).Select(line => line.Split('\t')).ToList();
        var comparison = new Comparison();
        var watch = Stopwatch.StartNew();
        foreach (var line in File.ReadLines(verdicts))
        {
            using var entry = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1000 });
            comparison.Add(entry.RootElement);
        }

        comparison.RefusedByBoth.ForEach(Console.WriteLine);
        var (open, explained) = (0, 0);
        foreach (var difference in comparison.Differences)
        {
            var reason = reasons.Find(reason => difference.Contains(reason[0], StringComparison.Ordinal));
            Console.WriteLine(reason is null ? difference : $"{difference}\n    known: {reason[1]}");
            open += reason is null ? 1 : 0;
            explained += reason is null ? 0 : 1;
        }

        Console.WriteLine($"{comparison.Schemas} schemas, {comparison.Loaded} loaded by both, {comparison.RefusedByBoth.Count} by neither, {comparison.Instances} instances, {comparison.Valid} of them valid");
        Console.WriteLine($"{open} differences, {explained} known ones, {watch.Elapsed.TotalSeconds:F1} s");
        return open == 0 ? 0 : 1;
    }
}
