using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>The samples of all rounds, and what they say: ratios to the first target, round by round, and medians.</summary>
internal sealed class LoadReport(IReadOnlyList<LoadTarget> targets)
{
    private readonly Dictionary<LoadTarget, List<LoadSample>> _samples =
        targets.ToDictionary(target => target, _ => new List<LoadSample>());

    public bool HasErrors => _samples.Values.Any(samples => samples.Exists(sample => sample.Errors > 0));

    public void Add(LoadTarget target, LoadSample sample) => _samples[target].Add(sample);

    /// <summary>The CPU time a webhook took in the last round, target by target.</summary>
    public string LastRound() =>
        string.Join(", ", targets.Select(target => Text($"{target.Name} {_samples[target][^1].CpuMicroseconds:0.0} us")));

    public string Table()
    {
        var against = targets.Any(target => target.Group != targets[0].Group) ? "the first of its store" : targets[0].Name;
        var table = new StringBuilder(
            $"""
            | target | CPU a webhook | x {against} (lowest-highest round) | its Redis | memory at start, behind the load, MB | start, s | webhooks/s | x {against} | p50 ms | p99 ms | webhooks | errors | disturbed |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |

            """);
        foreach (var target in targets)
        {
            var samples = _samples[target];
            var first = _samples[targets.First(other => other.Group == target.Group)];
            var ratios = Ratios(samples, first, sample => sample.CpuMicroseconds);
            // By other programs on the machine, in the worst of the samples kept.
            var disturbed = samples.Max(sample => sample.ForeignShare);
            var speeds = Ratios(samples, first, sample => sample.RequestsPerSecond);
            table.Append(Text($"| {target.Name} | {Median(samples.Select(sample => sample.CpuMicroseconds)):0.0} us "))
                .Append(Text($"| {Median(ratios):0.00} ({ratios.Min():0.00}-{ratios.Max():0.00}) "))
                .Append(target.Redis is null ? "| " : Text($"| {Median(samples.Select(sample => sample.RedisMicroseconds)):0.0} us "))
                .Append(Text($"| {(target.Start is { } start ? Text($"{start.Resident / 1e6:0}, ") : "")}{samples[^1].Resident / 1e6:0} "))
                .Append(Text($"| {target.Start?.Listens:0.0} "))
                .Append(Text($"| {Median(samples.Select(sample => sample.RequestsPerSecond)):0} | {Median(speeds):0.00} "))
                .Append(Text($"| {Median(samples.Select(sample => sample.Median.TotalMilliseconds)):0.00} "))
                .Append(Text($"| {Median(samples.Select(sample => sample.Percentile99.TotalMilliseconds)):0.00} "))
                .Append(Text($"| {samples.Sum(sample => sample.Requests)} | {samples.Sum(sample => sample.Errors)} | {disturbed:P0} |\n"));
        }

        return table.ToString();
    }

    // Against the same round, so that a machine that slows down for a while slows both sides of the ratio.
    private static List<double> Ratios(List<LoadSample> samples, List<LoadSample> first, Func<LoadSample, double> figure) =>
        [.. samples.Zip(first, (sample, other) => figure(sample) / figure(other))];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
