using System.Globalization;
using System.Text;
using Gateway.Benchmarks.Queue;

namespace Gateway.Benchmarks.Attack;

/// <summary>Medians of the rounds, the dearest first, as a table.</summary>
internal sealed class AttackReport
{
    private readonly Dictionary<AttackRequest, List<double>> _costs = [];

    public void Add(AttackRequest request, TimeSpan cost)
    {
        if (!_costs.TryGetValue(request, out var costs))
        {
            _costs.Add(request, costs = []);
        }

        costs.Add(cost.TotalMicroseconds);
    }

    /// <param name="most">How many of them; of those that differ by their route alone, the dearest.</param>
    public string Table(int most)
    {
        var forged = Of(AttackRequests.Forged);
        var large = Of(AttackRequests.ForgedLarge);
        var table = new StringBuilder(
            """
            | request | body, KiB | CPU, us | x a forged HMAC over 1 KB | x one over a body as long |
            | --- | --: | --: | --: | --: |

            """);
        var dearest = _costs.Keys.OrderByDescending(Of);
        var shown = most == int.MaxValue ? dearest : dearest.DistinctBy(request => request.Name.Split(": ")[0], StringComparer.Ordinal);
        foreach (var request in shown.Where((request, at) => at < most || request == AttackRequests.Forged || request == AttackRequests.ForgedLarge))
        {
            // The cost of a forged HMAC grows with the body, evenly from 1 KB to 1 MiB.
            var share = Math.Max(0, request.BodyLength - AttackRequests.Forged.BodyLength) / (double)AttackRequests.ForgedLarge.BodyLength;
            var same = forged + ((large - forged) * share);
            table.Append(CultureInfo.InvariantCulture, $"| {request.Name} | {request.BodyLength / 1024.0:0} | {Of(request):0} | {Of(request) / forged:0.0} | {Of(request) / same:0.0} |\n");
        }

        return table.ToString();
    }

    private double Of(AttackRequest request) => QueueReport.Median([.. _costs[request]]);
}
