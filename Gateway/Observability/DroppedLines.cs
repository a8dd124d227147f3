using System.Globalization;
using System.Text.Json;

namespace Gateway.Observability;

/// <summary>The line that stands in the log where others were dropped.</summary>
internal static class DroppedLines
{
    private static readonly JsonEncodedText Level = JsonEncodedText.Encode("Warning");
    private static readonly JsonEncodedText Lines = JsonEncodedText.Encode("Lines");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode(nameof(EventIds.LinesDropped));
    private static readonly JsonEncodedText Source = JsonEncodedText.Encode(typeof(LogOutput).FullName!);

    public static ReadOnlyMemory<byte> Tell(long count, TimeProvider clock)
    {
        var line = new JsonLogLine(); // Not the thread's, which may hold the line that comes behind.
        line.Begin(
            clock.GetLocalNow(), Level,
            string.Create(CultureInfo.InvariantCulture, $"{count} lines of the log were dropped here: nobody reads it fast enough"));
        line.Json.WriteNumber(Lines, count);
        return line.Finish(EventIds.LinesDropped, Name, Source);
    }
}
