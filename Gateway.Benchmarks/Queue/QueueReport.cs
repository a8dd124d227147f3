using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Queue;

/// <summary>Medians of the rounds, as a table.</summary>
internal sealed class QueueReport(string parameter)
{
    private readonly Dictionary<(QueueStore Store, int Parameter), List<QueueSample>> _samples = [];

    public void Add(QueueStore store, int value, QueueSample sample)
    {
        if (!_samples.TryGetValue((store, value), out var samples))
        {
            _samples.Add((store, value), samples = []);
        }

        samples.Add(sample);
    }

    public string Table()
    {
        var table = new StringBuilder(Text(
            $"""
            | store | {parameter} | events/s (lowest-highest round) | p50, ms | p99, ms | events a commit | commits/s | gateway CPU, us | Redis CPU, us | errors | disturbed |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |

            """));
        foreach (var ((store, value), samples) in _samples)
        {
            var lowest = samples.Min(sample => sample.PerSecond);
            var highest = samples.Max(sample => sample.PerSecond);
            table.Append(Text($"| {store} | {value} | {Of(samples, sample => sample.PerSecond):N0} ({lowest:N0}-{highest:N0}) "))
                .Append(samples[0].Median > TimeSpan.Zero ? Latencies(samples) : "| | ")
                .Append(store == QueueStore.Sqlite ? Commits(samples) : "| | ")
                .Append(Text($"| {Of(samples, sample => sample.CpuMicroseconds):0} | {Of(samples, sample => sample.RedisMicroseconds):0} "))
                .Append(Text($"| {samples.Sum(sample => sample.Errors)} | {samples.Max(sample => sample.ForeignShare):P0} |\n"));
        }

        return table.ToString();
    }

    private static string Latencies(List<QueueSample> samples) => Text(
        $"| {Of(samples, sample => sample.Median.TotalMilliseconds):0.00} | {Of(samples, sample => sample.Percentile99.TotalMilliseconds):0.00} ");

    private static string Commits(List<QueueSample> samples) => Text(
        $"| {Of(samples, sample => (double)sample.Events / Math.Max(1, sample.Commits)):0.0} | {Of(samples, sample => sample.Commits * sample.PerSecond / sample.Events):N0} ");

    private static double Of(List<QueueSample> samples, Func<QueueSample, double> figure) => Median([.. samples.Select(figure)]);

    public static double Median(double[] figures)
    {
        Array.Sort(figures);
        return (figures[(figures.Length - 1) / 2] + figures[figures.Length / 2]) / 2;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
