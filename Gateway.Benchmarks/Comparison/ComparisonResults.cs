namespace Gateway.Benchmarks.Comparison;

/// <summary>The samples of all rounds, and what they say.</summary>
internal sealed class ComparisonResults(IReadOnlyList<Contender> contenders)
{
    private readonly Dictionary<(Scenario Scenario, Contender Contender), SortedDictionary<int, ComparisonSample>> _samples = [];

    public IReadOnlyList<Contender> Contenders => contenders;

    public int Errors => _samples.Values.Sum(rounds => rounds.Values.Sum(sample => sample.Errors));

    /// <summary>Samples that others disturbed as often as they were taken.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The share of the machine that others had in the worst of the samples that are kept.</summary>
    public double Disturbed => _samples.Values.SelectMany(rounds => rounds.Values).Select(sample => sample.ForeignShare).DefaultIfEmpty().Max();

    public void Add(int round, Scenario scenario, Contender contender, ComparisonSample? sample)
    {
        if (sample is null)
        {
            LeftOut++;
            return;
        }

        if (!_samples.TryGetValue((scenario, contender), out var rounds))
        {
            _samples[(scenario, contender)] = rounds = [];
        }

        rounds[round] = sample;
    }

    public bool Has(Scenario scenario, Contender contender) => _samples.ContainsKey((scenario, contender));

    /// <summary>Webhooks a second in the main scenario; of none a low one.</summary>
    public double Peak(Contender contender) => Has(Scenario.Main, contender) ? Median(Scenario.Main, contender, sample => sample.PerSecond) : 200;

    public double Median(Scenario scenario, Contender contender, Func<ComparisonSample, double> figure) =>
        Median(_samples[(scenario, contender)].Values.Select(figure));

    /// <summary>
    /// To plain YARP of the same round, so that a machine that slows down for a while slows both: median, least and most; null without a round that has both.
    /// </summary>
    public (double Median, double Least, double Most)? Ratio(Scenario scenario, Contender contender, Func<ComparisonSample, double> figure)
    {
        if (!_samples.TryGetValue((scenario, contenders[0]), out var plain))
        {
            return null;
        }

        var ratios = _samples[(scenario, contender)]
            .Where(round => plain.ContainsKey(round.Key))
            .Select(round => figure(round.Value) / figure(plain[round.Key]))
            .ToList();
        return ratios.Count == 0 ? null : (Median(ratios), ratios.Min(), ratios.Max());
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
