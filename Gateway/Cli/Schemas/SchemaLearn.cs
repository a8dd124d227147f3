using System.CommandLine;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Cli.Schemas;

/// <summary>Proposes a schema that all given payloads fit.</summary>
internal sealed class SchemaLearn(InvocationConfiguration console)
{
    /// <summary>The exit code.</summary>
    public int Run(LearnOrder order, DateTimeOffset today)
    {
        if (order.EventPointer is { } pointer && (pointer.Length == 0 || !JsonPointerSet.IsPointer(pointer)))
        {
            return Fail($"'--by-event {pointer}' is no JSON pointer, such as '/type'.");
        }

        try
        {
            var eventPointer = order.EventPointer is null ? null : new EventPointer(order.EventPointer);
            var document = new LearntDocument(eventPointer);
            if (Learn(order, eventPointer, document) is { } problem)
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
    private static string? Learn(LearnOrder order, EventPointer? eventPointer, LearntDocument document)
    {
        foreach (var (name, payload) in PayloadSources.Read(order.Sources, order.AreLines, order.Output))
        {
            var defect = StrictJson.Check(payload, StrictJsonOptions.Default);
            if (defect != JsonDefect.None)
            {
                var hint = defect == JsonDefect.TrailingContent ? " With --ndjson every line is a payload." : "";
                return $"{name}: is not strict JSON ({JsonPosition.Describe(defect, payload, StrictJsonOptions.Default)}).{hint}";
            }

            using var parsed = JsonDocument.Parse(payload);
            string? type = null;
            if (eventPointer is not null)
            {
                type = eventPointer.Read(payload);
                if (type is null)
                {
                    return $"{name}: has no text of 1 to {EventPointer.LongestType} characters at '{eventPointer}'.";
                }
            }

            if (!document.TryAdd(parsed.RootElement, type))
            {
                return $"{name}: has one value more than the {LearntDocument.MostTypes} that there may be at '{eventPointer}'; that is no event type.";
            }
        }

        return null;
    }

    private void Write(LearnOrder order, LearntDocument document, string text)
    {
        if (order.Output is not { } file)
        {
            console.Output.Write(text);
            return;
        }

        File.WriteAllText(file, text);
        var payloads = document.Count == 1 ? "payload" : "payloads";
        console.Error.WriteLine(TerminalText.Of(FormattableString.Invariant($"{file}: a draft from {document.Count} {payloads}")));
        foreach (var type in document.Types)
        {
            console.Error.WriteLine(TerminalText.Of($"  {type}: {file}{LearntDocument.PointerTo(type)}"));
        }
    }

    private int Fail(string problem)
    {
        console.Error.WriteLine(TerminalText.Of(problem));
        return GatewayCommand.WrongConfiguration;
    }
}
