using System.Globalization;
using Gateway.Delivery;
using Gateway.Storage.Deliveries;

namespace Gateway.Alarms;

/// <summary>How full the queues were in the last ten minutes, a sample a minute.</summary>
internal sealed class QueueHistory
{
    private const int Minutes = 10;

    /// <summary>Deliveries: below, a queue may grow for a while.</summary>
    private const long LeastOpen = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly Dictionary<QueueName, Queue<long>> _depths = [];

    public IReadOnlyList<AlarmCondition> Look(QueueMeasurement measured, DateTimeOffset now, bool isMinute)
    {
        var growing = new List<(QueueStatus Status, TimeSpan Oldest)>();
        foreach (var status in measured.Queues)
        {
            if (!_depths.TryGetValue(status.Queue, out var depths))
            {
                _depths.Add(status.Queue, depths = []);
            }

            var oldest = status.OldestOpen is { } since ? now - since : TimeSpan.Zero;
            if (oldest >= LongestWait || Grows(status.Open, depths))
            {
                growing.Add((status, oldest));
            }

            if (isMinute)
            {
                depths.Enqueue(status.Open);
                if (depths.Count > Minutes)
                {
                    depths.Dequeue();
                }
            }
        }

        var found = growing.GroupBy(queue => queue.Status.Queue.Route, StringComparer.Ordinal).Select(Growing).ToList();
        foreach (var route in measured.Queues.Where(status => status.Dead > 0).GroupBy(status => status.Queue.Route, StringComparer.Ordinal))
        {
            var dead = route.Sum(status => status.Dead);
            found.Add(new AlarmCondition(
                AlarmKind.DeadLetters, route.Key, FormattableString.Invariant($"{dead} dead letters are kept: mend the destination, then replay them."))
            {
                Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["deadLetters"] = dead.ToString(CultureInfo.InvariantCulture) },
                Level = dead,
                Subjects = [.. route.Select(status => status.Queue.Destination)],
            });
        }

        foreach (var gone in _depths.Keys.Except(measured.Queues.Select(status => status.Queue)).ToList())
        {
            _depths.Remove(gone);
        }

        return found;
    }

    private static bool Grows(long open, Queue<long> depths) =>
        open >= LeastOpen && depths.Count == Minutes && depths.ElementAt(Minutes / 2) is var half && half > depths.Peek() && open > half;

    /// <summary>One of a kind for a route: the queue whose oldest waits longest, and how many more.</summary>
    private static AlarmCondition Growing(IGrouping<string, (QueueStatus Status, TimeSpan Oldest)> route)
    {
        var queues = route.OrderByDescending(queue => queue.Oldest).ToList();
        var (status, oldest) = queues[0];
        var others = queues.Count == 1 ? "" : FormattableString.Invariant($" {queues.Count - 1} more queues of the route grow.");
        return new AlarmCondition(
            AlarmKind.QueueGrowing, route.Key,
            FormattableString.Invariant($"{status.Open} deliveries to '{status.Queue.Destination}' are open, the oldest for {oldest.TotalMinutes:F0} minutes.{others}"))
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["destination"] = status.Queue.Destination,
                ["open"] = status.Open.ToString(CultureInfo.InvariantCulture),
                ["oldestSeconds"] = oldest.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
                ["others"] = (queues.Count - 1).ToString(CultureInfo.InvariantCulture),
            },
            Subjects = [.. queues.Select(queue => queue.Status.Queue.Destination)],
        };
    }
}
