using System.Runtime.InteropServices;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// The runs of the file, the newest last: where an event is looked for that the memory in front may have forgotten. Read into
/// <see cref="ClaimFront.Seen"/> after a start, the newest first, and taken out of it and of the file when they have ended; all of
/// it a few pages at a time, beside what the writer has to do. On the writer's thread.
/// </summary>
internal sealed class ClaimRuns(ClaimFront front, SqliteClock clock)
{
    /// <summary>
    /// Beyond it, ids are looked for in the file: 10 million take 64 MB at most, and as many as these 77. Who remembers 10 million has room
    /// for those that come while the oldest are on their way out.
    /// </summary>
    private const long MostSeen = 12_000_000;

    private const int PagesAtOnce = 32;

    private const string Select = "SELECT id, first_page, count, ends, fences FROM claim_run ORDER BY id";

    private const string Insert = "INSERT INTO claim_run (id, first_page, count, ends, fences) VALUES (?1, ?2, ?3, ?4, ?5)";

    private const string Delete = "DELETE FROM claim_run WHERE id = ?1";

    private readonly List<ClaimRun> _runs = [];
    private readonly StoredClaim[] _page = new StoredClaim[ClaimRun.ClaimsOnPage];
    private ClaimRun? _removed; // In the transaction that runs.

    public int Count => _runs.Count;

    /// <summary>Of a run that is yet to be written.</summary>
    public (long Id, long FirstPage) Next() =>
        _runs.Count == 0 ? (1, 1) : (_runs[^1].Id + 1, _runs.Max(run => run.FirstPage + run.Pages));

    /// <summary>What the file has. Pages of a run that was never finished go.</summary>
    public void Open(SqliteSession session)
    {
        using (var rows = session.Statement(Select).Rows())
        {
            while (rows.Next())
            {
                var fences = MemoryMarshal.Cast<byte, ulong>(rows.Bytes(4)).ToArray();
                _runs.Add(new ClaimRun(rows.Number(0), rows.Number(1), (int)rows.Number(2), rows.Number(3), fences));
            }
        }

        front.HasUnseen = _runs.Count > 0;
        session.Begin();
        ClaimPages.Remove(session, Next().FirstPage, long.MaxValue);
        session.Commit();
    }

    public static void Add(SqliteSession session, ClaimRun run) => session.Statement(Insert)
        .Bind(1, run.Id).Bind(2, run.FirstPage).Bind(3, run.Count).Bind(4, run.Ends).Bind(5, MemoryMarshal.AsBytes(run.Fences.AsSpan()))
        .Execute();

    /// <summary>All of a run at once; returns how many pages it has.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="run">Its row.</param>
    /// <param name="page">Its first page.</param>
    /// <param name="claims">Sorted here.</param>
    public static int Write(SqliteSession session, long run, long page, List<StoredClaim> claims)
    {
        claims.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var sorted = CollectionsMarshal.AsSpan(claims);
        var written = ClaimRun.Of(run, page, sorted);
        for (var index = 0; index < written.Pages; index++)
        {
            var first = index * ClaimRun.ClaimsOnPage;
            ClaimPages.Write(session, page + index, sorted[first..Math.Min(first + ClaimRun.ClaimsOnPage, sorted.Length)]);
        }

        Add(session, written);
        return written.Pages;
    }

    /// <summary>They are in the file: events are looked for in them from now on.</summary>
    /// <returns>Whether their ids are to be added to <see cref="ClaimFront.Seen"/>.</returns>
    public bool Added(IReadOnlyList<ClaimRun> runs)
    {
        var areSeen = front.Seen.Count + runs.Sum(run => (long)run.Count) <= MostSeen;
        foreach (var run in runs)
        {
            (run.IsSeen, run.PagesRead) = (areSeen, areSeen ? run.Pages : 0);
            _runs.Add(run);
        }

        front.HasUnseen |= !areSeen && runs.Count > 0;
        return areSeen;
    }

    /// <summary>When the event ends; null if it is not there.</summary>
    public long? Find(SqliteSession session, UInt128 id)
    {
        var isSeen = front.IsSeen(id);
        for (var index = _runs.Count - 1; index >= 0; index--)
        {
            var run = _runs[index];
            if ((isSeen || !run.IsSeen) && run.Ends > clock.Now && Place(session, run, id) is { } place)
            {
                return _page[place.At].Ends;
            }
        }

        return null;
    }

    /// <summary>The event has ended wherever it stands. All runs are asked: ids of the last one may not be seen yet.</summary>
    public void Forget(SqliteSession session, UInt128 id)
    {
        foreach (var run in _runs)
        {
            if (Place(session, run, id) is { } place)
            {
                _page[place.At] = new(id, Ends: 0);
                ClaimPages.Write(session, run.FirstPage + place.Page, _page.AsSpan(0, place.Count));
            }
        }
    }

    /// <summary>Reads a few pages more, or removes a run; returns whether there is more to do at once.</summary>
    public bool KeepHouse(SqliteSession session)
    {
        if (_runs.Find(run => run.Ends <= clock.Now) is { } ended)
        {
            if (ended.PagesRead > 0)
            {
                ReadOut(session, ended);
            }
            else
            {
                session.Statement(Delete).Bind(1, ended.Id).Execute();
                ClaimPages.Remove(session, ended.FirstPage, ended.FirstPage + ended.Pages - 1);
                _removed = ended;
            }

            return true;
        }

        return front.HasUnseen && ReadIn(session);
    }

    public void Committed()
    {
        if (_removed is { } removed)
        {
            _runs.Remove(removed);
            front.HasUnseen = _runs.Exists(run => !run.IsSeen);
            _removed = null;
        }
    }

    public void RolledBack() => _removed = null;

    /// <summary>The page of the run that has the event, which is in <see cref="_page"/> then, and where it is there.</summary>
    private (int Page, int At, int Count)? Place(SqliteSession session, ClaimRun run, UInt128 id)
    {
        for (var page = run.PageOf(id); page >= 0; page--)
        {
            var count = ClaimPages.Read(session, run.FirstPage + page, _page);
            var at = MemoryExtensions.BinarySearch(_page.AsSpan(0, count), new ById(id));
            if (at >= 0)
            {
                return (page, at, count);
            }

            if (!run.IsOnFence(page, id))
            {
                break;
            }
        }

        return null;
    }

    private bool ReadIn(SqliteSession session)
    {
        if (_runs.FindLast(run => !run.IsSeen && front.Seen.Count + run.Count <= MostSeen) is not { } run)
        {
            return false;
        }

        for (var step = 0; step < PagesAtOnce && run.PagesRead < run.Pages; step++)
        {
            var count = ClaimPages.Read(session, run.FirstPage + run.PagesRead, _page);
            front.See(_page.AsSpan(0, count));
            run.PagesRead++;
        }

        run.IsSeen = run.PagesRead == run.Pages;
        front.HasUnseen = !run.IsSeen || _runs.Exists(other => !other.IsSeen);
        return true;
    }

    /// <summary>They have ended: whether they are known makes no difference any more but for the room.</summary>
    private void ReadOut(SqliteSession session, ClaimRun run)
    {
        for (var step = 0; step < PagesAtOnce && run.PagesRead > 0; step++)
        {
            var count = ClaimPages.Read(session, run.FirstPage + run.PagesRead - 1, _page);
            front.Unsee(_page.AsSpan(0, count));
            run.PagesRead--;
        }
    }

    private readonly record struct ById(UInt128 Id) : IComparable<StoredClaim>
    {
        public int CompareTo(StoredClaim other) => Id.CompareTo(other.Id);
    }
}
