namespace Gateway.Alarms;

/// <summary>What was told, and what is still to be: one small state, shared by every replica on the store.</summary>
/// <param name="Raised">By kind and route.</param>
/// <param name="Pending">In the order in which they were raised.</param>
internal sealed record AlarmBook(IReadOnlyList<RaisedAlarm> Raised, IReadOnlyList<AlarmNotice> Pending)
{
    /// <summary>Not more than one of a kind and route in this time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>A receiver that is away for longer misses what it would have been told.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromDays(1);

    /// <summary>Not seen by any replica for so long, it is over.</summary>
    public static readonly TimeSpan OverAfter = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong beyond that is raised when something of it is over.</summary>
    private const int MostRaised = 500;

    /// <summary>Of each receiver.</summary>
    private const int MostPending = 100;

    /// <summary>The others at the next look: so a receiver that answers misses none.</summary>
    private const int MostAtOnce = MostPending / 2;

    /// <summary>How often it is written that something is still wrong: replicas must not take it for over.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long one replica has for an attempt before another tries.</summary>
    private static readonly TimeSpan Attempt = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public static AlarmBook Empty { get; } = new([], []);

    /// <summary>With what one look has found.</summary>
    /// <param name="conditions">What is wrong, by this replica's look.</param>
    /// <param name="receivers">Who is told.</param>
    /// <param name="now">The time of the look.</param>
    public AlarmBook Look(IReadOnlyList<AlarmCondition> conditions, IReadOnlyList<AlarmReceiver> receivers, DateTimeOffset now)
    {
        var raised = Raised.ToList();
        var pending = Pending.ToList();
        var atOnce = 0;
        foreach (var condition in conditions)
        {
            var at = raised.FindIndex(one => one.IsOf(condition.Kind, condition.Route));
            var known = at < 0 ? null : raised[at];
            var tells = known is null
                ? raised.Count < MostRaised
                : HasPassed(known.ToldAt, Period, now) && (!known.IsFiring || condition.Level > known.Level || !known.Knows(condition.Subjects));
            if (tells && atOnce++ < MostAtOnce)
            {
                var told = new RaisedAlarm
                {
                    Kind = condition.Kind,
                    Route = condition.Route,
                    IsFiring = true,
                    Since = known?.IsFiring == true ? known.Since : now,
                    ToldAt = now,
                    SeenAt = now,
                    Level = condition.Level,
                    Subjects = RaisedAlarm.Join(known?.IsFiring == true ? known.Subjects : null, condition.Subjects),
                };
                Put(raised, at, told);
                pending.AddRange(Notices(receivers, told, condition.Text, condition.Details, now));
            }
            else if (known?.IsFiring == true && HasPassed(known.SeenAt, SeenEvery, now))
            {
                raised[at] = known with { SeenAt = now };
            }
        }

        foreach (var over in raised.Where(one => one.IsFiring && HasPassed(one.SeenAt, OverAfter, now)).ToList())
        {
            Put(raised, raised.IndexOf(over), over with { IsFiring = false });
            pending.AddRange(Notices(receivers, over with { IsFiring = false }, "It is over.", new Dictionary<string, string>(StringComparer.Ordinal), now));
        }

        // What is forgotten may be told again.
        raised.RemoveAll(one => !one.IsFiring && HasPassed(one.ToldAt, Period, now));
        var left = pending.Where(notice => now - notice.At < KeepFor && receivers.Any(receiver => receiver.Id == notice.Receiver)).ToList();
        return HasChanged(raised, left) ? new AlarmBook(raised, LastOfEach(left)) : this;
    }

    /// <summary>Those that are due, and the book with them in hand: of each receiver's the oldest first, and none before one that has to wait.</summary>
    public (AlarmBook Book, IReadOnlyList<AlarmNotice> Due) Take(DateTimeOffset now)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        var due = new List<AlarmNotice>();
        var pending = Pending.ToList();
        for (var i = 0; i < pending.Count; i++)
        {
            if (pending[i].Due > now && pending[i].Due - now <= LongestPause)
            {
                waiting.Add(pending[i].Receiver);
            }
            else if (!waiting.Contains(pending[i].Receiver))
            {
                due.Add(pending[i]);
                pending[i] = pending[i] with { Due = now + Attempt };
            }
        }

        return due.Count == 0 ? (this, due) : (this with { Pending = pending }, due);
    }

    /// <summary>With what became of attempts.</summary>
    /// <param name="delivered">The ids of those that arrived.</param>
    /// <param name="failed">The ids of those that did not.</param>
    /// <param name="left">The ids of those that were not tried, and are due as they were.</param>
    /// <param name="now">The time.</param>
    public AlarmBook Settle(IReadOnlySet<string> delivered, IReadOnlySet<string> failed, IReadOnlySet<string> left, DateTimeOffset now) => this with
    {
        Pending =
        [
            .. from notice in Pending
               where !delivered.Contains(notice.Id)
               select failed.Contains(notice.Id)
                   ? notice with { Attempts = notice.Attempts + 1, Due = now + PauseAfter(notice.Attempts + 1) }
                   : left.Contains(notice.Id) ? notice with { Due = now } : notice,
        ],
    };

    /// <summary>Without the oldest notices, an eighth of them; or, if none wait, without the newest of what was raised, which is told again when there is room.</summary>
    public AlarmBook Shorten() => Pending.Count > 0
        ? this with { Pending = [.. Pending.Skip(1 + (Pending.Count / 8))] }
        : this with { Raised = [.. Raised.SkipLast(1 + (Raised.Count / 8))] };

    /// <summary>With what another book says that was kept while the store was away.</summary>
    /// <param name="own">That book.</param>
    /// <param name="delivered">What was delivered meanwhile.</param>
    public AlarmBook Join(AlarmBook own, IReadOnlySet<string> delivered)
    {
        var raised = Raised.ToList();
        foreach (var one in own.Raised)
        {
            var at = raised.FindIndex(other => other.IsOf(one.Kind, one.Route));
            if (at < 0 || one.SeenAt > raised[at].SeenAt || one.ToldAt > raised[at].ToldAt)
            {
                Put(raised, at, one);
            }
        }

        var known = Pending.Select(notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        return new AlarmBook(
            raised,
            LastOfEach([.. Pending.Where(notice => !delivered.Contains(notice.Id)), .. own.Pending.Where(notice => !known.Contains(notice.Id))]));
    }

    private static IEnumerable<AlarmNotice> Notices(
        IEnumerable<AlarmReceiver> receivers, RaisedAlarm raised, string text, IReadOnlyDictionary<string, string> details, DateTimeOffset now) =>
        from receiver in receivers
        where receiver.Kinds.Contains(raised.Kind)
        select new AlarmNotice
        {
            Id = $"alarm_{Guid.CreateVersion7(now):N}",
            Receiver = receiver.Id,
            Kind = raised.Kind,
            Route = raised.Route,
            IsFiring = raised.IsFiring,
            At = now,
            Since = raised.Since,
            Text = text,
            Details = details,
            Due = now,
        };

    /// <summary>15 s, then twice as long each time.</summary>
    private static TimeSpan PauseAfter(int attempts) =>
        attempts > 5 ? LongestPause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 15 << (attempts - 1)));

    private bool HasChanged(List<RaisedAlarm> raised, List<AlarmNotice> pending) =>
        !raised.SequenceEqual(Raised) || !pending.Select(notice => notice.Id).SequenceEqual(Pending.Select(notice => notice.Id), StringComparer.Ordinal);

    private static void Put(List<RaisedAlarm> raised, int at, RaisedAlarm one)
    {
        if (at < 0)
        {
            raised.Add(one);
        }
        else
        {
            raised[at] = one;
        }
    }

    /// <summary>Or what is said to have been in a time to come: a clock was ahead and is right again.</summary>
    private static bool HasPassed(DateTimeOffset since, TimeSpan time, DateTimeOffset now) => now - since >= time || since - now > SeenEvery;

    /// <summary>The newest of each receiver, in their order.</summary>
    private static List<AlarmNotice> LastOfEach(List<AlarmNotice> all)
    {
        var cut = all.GroupBy(notice => notice.Receiver, StringComparer.Ordinal)
            .SelectMany(group => group.Take(group.Count() - MostPending))
            .Select(notice => notice.Id)
            .ToHashSet(StringComparer.Ordinal);
        return cut.Count == 0 ? all : all.FindAll(notice => !cut.Contains(notice.Id));
    }
}
