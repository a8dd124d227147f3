using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Observability;
using Gateway.Tests.Support;

namespace Gateway.Tests.Observability;

public sealed class LogOutputTests
{
    private const int Capacity = 100;

    [Fact]
    public void Lines_are_written_whole_and_in_their_order()
    {
        using var stream = new HeldStream();
        stream.Open();
        using (var output = Output(stream, 1_000_000))
        {
            foreach (var number in Enumerable.Range(0, 10_000))
            {
                Write(output, $"{number}");
            }
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => $"{number}"), Lines(stream));
    }

    [Fact]
    public void Lines_of_many_threads_are_all_written_and_none_is_torn()
    {
        using var stream = new HeldStream();
        stream.Open();
        using (var output = Output(stream, 10_000_000))
        {
            Parallel.For(0, 20_000, number => Write(output, $"line {number} of many"));
        }

        Assert.Equal(
            Enumerable.Range(0, 20_000).Select(number => $"line {number} of many").Order(StringComparer.Ordinal),
            Lines(stream).Order(StringComparer.Ordinal));
    }

    /// <summary>20 lines of 5 bytes fit in; and where the others would have stood, it says how many they were.</summary>
    [Fact]
    public void Who_logs_does_not_wait_for_a_reader_that_does_not_read_and_is_told_what_was_dropped()
    {
        using var stream = new HeldStream();
        using var output = Output(stream, Capacity);
        Write(output, "first", isUrgent: true);
        stream.WaitForWriter();

        foreach (var number in Enumerable.Range(1000, 50))
        {
            Write(output, $"{number}");
        }

        stream.Open();
        output.Flush();
        Write(output, "last");
        output.Flush();

        Assert.Equal(["first", .. Enumerable.Range(1000, 20).Select(number => $"{number}"), "dropped 30", "last"], Lines(stream));
    }

    [Fact]
    public void What_was_dropped_last_is_told_at_the_stop()
    {
        using var stream = new HeldStream();
        var output = Output(stream, Capacity);
        Write(output, "first", isUrgent: true);
        stream.WaitForWriter();
        foreach (var number in Enumerable.Range(1000, 21))
        {
            Write(output, $"{number}");
        }

        stream.Open();
        output.Flush();
        output.Dispose();

        Assert.Equal("dropped 1", Lines(stream)[^1]);
    }

    [Fact]
    public void A_line_that_never_fits_is_counted_and_the_next_is_written()
    {
        using var stream = new HeldStream();
        stream.Open();
        using (var output = Output(stream, Capacity))
        {
            Write(output, new string('x', Capacity));
            Write(output, "next");
        }

        Assert.Equal(["dropped 1", "next"], Lines(stream));
    }

    [Fact]
    public void Lines_that_could_not_be_written_are_told_when_others_can()
    {
        using var stream = new HeldStream { Fails = true };
        stream.Open();
        using (var output = Output(stream, Capacity))
        {
            Write(output, "lost");
            Write(output, "lost too");
            output.Flush();
            stream.Fails = false;
            Write(output, "back");
        }

        Assert.Equal(["dropped 2", "back"], Lines(stream));
    }

    [Fact]
    public void What_is_logged_behind_the_end_goes_nowhere()
    {
        using var stream = new HeldStream();
        stream.Open();
        var output = Output(stream, Capacity);
        Write(output, "in time");
        output.Dispose();
        output.Dispose();
        Write(output, "late");
        output.Flush();

        Assert.Equal(["in time"], Lines(stream));
    }

    [Fact]
    public void The_line_about_dropped_lines_is_one_of_the_log_s_own()
    {
        var line = JsonNode.Parse(DroppedLines.Tell(42, TestClock.New()).Span)!;

        Assert.Equal("Warning", (string?)line["Level"]);
        Assert.Equal(42, (int)line["Properties"]!["Lines"]!);
        Assert.Equal(EventIds.LinesDropped, (int)line["Properties"]!["EventId"]!["Id"]!);
    }

    private static LogOutput Output(Stream stream, int capacity) => new(
        stream, capacity, count => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"dropped {count}\n")));

    private static void Write(LogOutput output, string line, bool isUrgent = false) => output.Write(Encoding.UTF8.GetBytes(line + "\n"), isUrgent);

    private static string[] Lines(HeldStream stream) => stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
