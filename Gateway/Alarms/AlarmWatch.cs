using Gateway.Observability;

namespace Gateway.Alarms;

/// <summary>Looks for what is wrong every quarter of a minute, while there is anybody to be told, and tells them.</summary>
internal sealed partial class AlarmWatch(
    Func<IReadOnlyList<AlarmReceiver>> receivers,
    AlarmConditions conditions,
    Tally tally,
    AlarmShelf shelf,
    AlarmClient client,
    TimeProvider clock,
    ILogger<AlarmWatch> logger) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.Ordinal);

    private readonly HashSet<string> _away = new(StringComparer.Ordinal);

    /// <summary>What was raised, and what is to be delivered, as at the last look.</summary>
    public AlarmBook Book => shelf.Last;

    /// <summary>One look, and the attempts that are due. Only one caller at a time.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        var told = receivers();
        tally.IsOn = told.Count > 0;
        if (told.Count == 0)
        {
            return;
        }

        var found = await conditions.FindAsync(cancellation);
        var now = clock.GetUtcNow();
        IReadOnlyList<AlarmNotice> due = [];
        IReadOnlyList<AlarmNotice> before = [];
        IReadOnlyList<AlarmNotice> after = [];
        var kept = await shelf.ChangeAsync(
            book =>
            {
                before = book.Pending;
                var looked = book.Look(found, told, now);
                after = looked.Pending;
                (var taken, due) = looked.Take(now);
                return taken;
            },
            None, cancellation);
        var held = kept.Pending.Select(notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        var raised = after.ExceptBy(before.Select(notice => notice.Id), notice => notice.Id, StringComparer.Ordinal).ToList();
        var lost = before.Concat(raised).Count(notice => !held.Contains(notice.Id));
        due = [.. due.Where(notice => held.Contains(notice.Id))];
        Say(raised, lost);
        if (due.Count > 0)
        {
            await DeliverAsync(due, told, cancellation);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(RunOnceAsync, Interval, clock, logger, stoppingToken);

    /// <summary>
    /// Receivers at the same time; of each the oldest first, and none behind one that did not arrive. What a slow one has not got until the
    /// next look would be waits for that: looks must not wait for receivers.
    /// </summary>
    private async Task DeliverAsync(IReadOnlyList<AlarmNotice> due, IReadOnlyList<AlarmReceiver> told, CancellationToken cancellation)
    {
        var delivered = new HashSet<string>(StringComparer.Ordinal);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        var left = new HashSet<string>(StringComparer.Ordinal);
        var started = clock.GetTimestamp();
        await Task.WhenAll(due.GroupBy(notice => notice.Receiver, StringComparer.Ordinal).Select(async group =>
        {
            var receiver = told.First(one => one.Id == group.Key);
            var isAway = false;
            foreach (var notice in group)
            {
                if (!isAway && clock.GetElapsedTime(started) >= Interval)
                {
                    lock (delivered)
                    {
                        left.Add(notice.Id);
                    }

                    continue;
                }

                var failure = isAway ? "" : await client.SendAsync(notice, receiver, cancellation);
                isAway |= failure is not null;
                lock (delivered)
                {
                    (failure is null ? delivered : failed).Add(notice.Id);
                    SayReached(receiver, failure);
                }
            }
        }));
        var now = clock.GetUtcNow();
        await shelf.ChangeAsync(book => book.Settle(delivered, failed, left, now), delivered, cancellation);
    }

    private void Say(IReadOnlyList<AlarmNotice> raised, int lost)
    {
        foreach (var notice in raised.DistinctBy(notice => (notice.Kind, notice.Route, notice.IsFiring)))
        {
            if (notice.IsFiring)
            {
                LogRaised(AlarmKindName.Of(notice.Kind), notice.Route, notice.Text);
            }
            else
            {
                LogOver(AlarmKindName.Of(notice.Kind), notice.Route);
            }
        }

        if (lost > 0)
        {
            LogGivenUp(lost);
        }
    }

    /// <summary>Once when a receiver cannot be reached, and once when it can again.</summary>
    private void SayReached(AlarmReceiver receiver, string? failure)
    {
        if (failure is null ? _away.Remove(receiver.Id) : failure.Length > 0 && _away.Add(receiver.Id))
        {
            if (failure is null)
            {
                LogReached(receiver.Url.Host);
            }
            else
            {
                LogAway(receiver.Url.Host, failure);
            }
        }
    }

    [LoggerMessage(EventIds.AlarmRaised, LogLevel.Warning, "Alarm {Kind} route={Route}: {Text}")]
    private partial void LogRaised(string kind, string route, string text);

    [LoggerMessage(EventIds.AlarmOver, LogLevel.Information, "Alarm {Kind} route={Route} is over")]
    private partial void LogOver(string kind, string route);

    [LoggerMessage(EventIds.AlarmReceiverAway, LogLevel.Warning, "Alarms cannot be delivered to {Host}: {Failure}. They are tried again for a day")]
    private partial void LogAway(string host, string failure);

    [LoggerMessage(EventIds.AlarmReceiverReached, LogLevel.Information, "Alarms are delivered to {Host} again")]
    private partial void LogReached(string host);

    [LoggerMessage(EventIds.AlarmsGivenUp, LogLevel.Error, "{Count} notices of alarms were given up: too old, too many, or their receiver is not configured any more")]
    private partial void LogGivenUp(int count);
}
