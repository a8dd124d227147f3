using System.Diagnostics;
using System.Globalization;
using Gateway.JsonSchema;

namespace Gateway.Benchmarks.JsonSchema.SideBySide;

/// <summary>The gateway's validator in a process of its own; it is asked, and answers, as <c>ajv-worker.mjs</c>.</summary>
internal static class SchemaWorker
{
    public const string Role = "schema-worker";

    public static async Task RunAsync(string schemaFile)
    {
        var problems = new List<SchemaProblem>();
        var schema = Schema.Compile(await File.ReadAllBytesAsync(schemaFile), SchemaOptions.Default, problems)
            ?? throw new InvalidOperationException(string.Join(' ', problems));
        var payloads = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (file, milliseconds) = (line.Split(' ')[0], int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            if (!payloads.TryGetValue(file, out var bytes))
            {
                payloads[file] = bytes = await File.ReadAllBytesAsync(file);
            }

            Console.WriteLine(Run(schema, bytes, TimeSpan.FromMilliseconds(milliseconds)).ToString("F0", CultureInfo.InvariantCulture));
        }
    }

    private static double Run(Schema schema, byte[] bytes, TimeSpan duration)
    {
        using var process = Process.GetCurrentProcess();
        var watch = Stopwatch.StartNew();
        var before = process.TotalProcessorTime;
        var count = 0L;
        do
        {
            for (var i = 0; i < 8; i++, count++)
            {
                if (!schema.IsValid(bytes))
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
