using System.CommandLine;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Cli.Schemas;

/// <summary>Proposes a schema that all given payloads fit.</summary>
internal sealed class SchemaLearn(InvocationConfiguration console)
{
    private const int LongestType = 128;

    /// <summary>The exit code.</summary>
    public int Run(LearnOrder order, DateTimeOffset today)
    {
        if (order.EventPointer is { } pointer && (pointer.Length == 0 || !JsonPointerSet.IsPointer(pointer)))
        {
            return Fail($"'--by-event {pointer}' is no JSON pointer, such as '/type'.");
        }

        try
        {
            var document = new LearntDocument(order.EventPointer is null ? null : NamesOf(order.EventPointer));
            if (Learn(order, document) is { } problem)
            {
                return Fail(problem);
            }

            if (document.Count == 0)
            {
                return Fail("There is no payload to learn from: of a folder, files are read that end in .json, .ndjson or .jsonl.");
            }

            Write(order, document, document.Write(today));
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(exception.Message);
        }
    }

    /// <summary>What is wrong; null if nothing is. Values of a payload are never repeated.</summary>
    private static string? Learn(LearnOrder order, LearntDocument document)
    {
        foreach (var (name, payload) in PayloadSources.Read(order.Sources, order.AreLines, order.Output))
        {
            var defect = StrictJson.Check(payload, StrictJsonOptions.Default);
            if (defect != JsonDefect.None)
            {
                return $"{name}: is not strict JSON ({JsonPosition.Describe(defect, payload, StrictJsonOptions.Default)}). With --ndjson every line is a payload.";
            }

            using var parsed = JsonDocument.Parse(payload);
            string? type = null;
            if (order.EventPointer is { } pointer)
            {
                type = EventType(parsed.RootElement, pointer);
                if (type is null)
                {
                    return $"{name}: has no text of 1 to {LongestType} characters at '{pointer}'.";
                }
            }

            if (!document.TryAdd(parsed.RootElement, type))
            {
                return $"{name}: is the {LearntDocument.MostTypes + 1}th different value at '{order.EventPointer}'; that is no event type.";
            }
        }

        return null;
    }

    private static List<string> NamesOf(string pointer) =>
        [.. pointer[1..].Split('/').Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static string? EventType(JsonElement payload, string pointer)
    {
        var value = payload;
        foreach (var name in NamesOf(pointer))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestType } type ? type : null;
    }

    private void Write(LearnOrder order, LearntDocument document, string text)
    {
        if (order.Output is not { } file)
        {
            console.Output.Write(text);
            return;
        }

        File.WriteAllText(file, text);
        console.Error.WriteLine(FormattableString.Invariant($"{file}: a draft from {document.Count} {(document.Count == 1 ? "payload" : "payloads")}"));
        foreach (var type in document.Types)
        {
            console.Error.WriteLine($"  {type}: {file}{LearntDocument.PointerTo(type)}");
        }
    }

    private int Fail(string problem)
    {
        console.Error.WriteLine(problem);
        return GatewayCommand.WrongConfiguration;
    }
}
