using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Benchmarks.JsonSchema.SideBySide;

/// <summary>The gateway's validator in a process of its own; it is asked, and answers, as <c>ajv-worker.mjs</c>, and also parses alone.</summary>
internal static class SchemaWorker
{
    public const string Role = "schema-worker";

    /// <summary>Behind an order: only parse the payload, as .NET's own JsonDocument does.</summary>
    public const string ParseTask = "parse";

    public static async Task RunAsync(string schemaFile)
    {
        var problems = new List<SchemaProblem>();
        var schema = Schema.Compile(await File.ReadAllBytesAsync(schemaFile), SchemaOptions.Default, problems)
            ?? throw new InvalidOperationException(string.Join(' ', problems));
        var payloads = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (file, milliseconds, onlyParses) = line.Split(' ') is [var first, var second, .. var rest]
                ? (first, int.Parse(second, CultureInfo.InvariantCulture), rest is [ParseTask])
                : throw new InvalidOperationException($"'{line}' is no order.");
            if (!payloads.TryGetValue(file, out var bytes))
            {
                payloads[file] = bytes = await File.ReadAllBytesAsync(file);
            }

            var duration = TimeSpan.FromMilliseconds(milliseconds);
            var nanoseconds = onlyParses ? Run(() => Parse(bytes), duration) : Run(() => schema.IsValid(bytes), duration);
            Console.WriteLine(nanoseconds.ToString("F0", CultureInfo.InvariantCulture));
        }
    }

    private static bool Parse(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.ValueKind != JsonValueKind.Undefined;
    }

    private static double Run(Func<bool> judge, TimeSpan duration)
    {
        using var process = Process.GetCurrentProcess();
        var watch = Stopwatch.StartNew();
        var before = process.TotalProcessorTime;
        var count = 0L;
        do
        {
            for (var i = 0; i < 8; i++, count++)
            {
                if (!judge())
                {
                    throw new InvalidOperationException("The sample does not fit its schema.");
                }
            }
        }
        while (watch.Elapsed < duration);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalNanoseconds / count;
    }
}
