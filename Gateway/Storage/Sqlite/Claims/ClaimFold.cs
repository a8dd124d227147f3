using System.Buffers;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// Moves what was processed out of the memory in front and out of the log, into runs, when there is much of it. A few pages a
/// transaction, so that nobody waits for all of it; a process that is killed meanwhile has it in the log still. On the
/// writer's thread.
/// </summary>
internal sealed class ClaimFold(ClaimFront front, ClaimLog log, ClaimRuns runs, SqliteClock clock)
{
    /// <summary>Lines of the log: 2.7 MB of it, about 6 MB in memory, and some 20 ms when it is read after a start.</summary>
    public const int Lines = 65_536;

    /// <summary>Fewer stay in the log, written anew: a run is one more place to look.</summary>
    public const int LeastInRun = 8_192;

    private const int LeastEnded = 1_024;
    private const int PagesAtOnce = 32;
    private const int HandedOverAtOnce = 4_096;

    private readonly List<ClaimRun> _written = [];
    private StoredClaim[] _claims = [];
    private long _trigger = Lines;
    private long _through; // The log's last row that everything was read from.
    private int _page; // Of all of them.
    private int _handedOver;
    private bool _areSeen;
    private int _nextPage; // Once the transaction that runs is durable.
    private FoldStep _step;
    private FoldStep _nextStep;

    public bool IsRunning => _step != FoldStep.Idle;

    /// <summary>Goes on with it, or begins; returns whether there is more to do at once.</summary>
    public bool KeepHouse(SqliteSession session)
    {
        (_nextStep, _nextPage) = (_step, _page);
        switch (_step)
        {
            case FoldStep.Idle when log.Lines < _trigger && !(session.IsNearlyFull && log.Lines > 2 * (front.Count + LeastEnded)):
                return false; // In a full file, room is wanted sooner.
            case FoldStep.Idle:
                Begin(session);
                return true;
            case FoldStep.Writing:
                return Write(session);
            default:
                HandOver();
                return true;
        }
    }

    /// <summary>What is being written is no run, and is written anew, as it is by then; what is one already stays.</summary>
    public void Abandon()
    {
        if (_step == FoldStep.Writing)
        {
            (_step, _nextStep, _claims) = (FoldStep.Idle, FoldStep.Idle, []);
        }
    }

    public void Committed()
    {
        if (_nextStep == FoldStep.HandingOver && _step != FoldStep.HandingOver)
        {
            _areSeen = runs.Added(_written);
            _handedOver = 0;
        }

        (_step, _page) = (_nextStep, _nextPage);
    }

    public void RolledBack() => (_nextStep, _nextPage) = (_step, _page);

    private void Begin(SqliteSession session)
    {
        _through = ClaimLog.LastSeq(session);
        var now = clock.Now;
        var claims = new List<StoredClaim>();
        foreach (var (id, entry) in front.Snapshot())
        {
            if (entry.Stage == ClaimStage.Processed)
            {
                claims.Add(new(id, entry.Ends));
            }
        }

        _written.Clear();
        _claims = claims.Count < LeastInRun ? [] : [.. claims];
        Array.Sort(_claims, (left, right) => Class(left.Ends, now) - Class(right.Ends, now) is var order and not 0
            ? order
            : left.Id.CompareTo(right.Id));
        var (run, page) = runs.Next();
        for (var start = 0; start < _claims.Length;)
        {
            var length = 1;
            while (start + length < _claims.Length && Class(_claims[start + length].Ends, now) == Class(_claims[start].Ends, now))
            {
                length++;
            }

            _written.Add(ClaimRun.Of(run++, page, _claims.AsSpan(start, length)));
            page += _written[^1].Pages;
            start += length;
        }

        (_nextStep, _nextPage) = (FoldStep.Writing, 0);
    }

    /// <summary>Events that end at about the same time go into one run: it can be removed when the last of them has ended.</summary>
    private static int Class(long ends, long now) => (int)long.Log2(Math.Max(1, (ends - now) / (TimeSpan.TicksPerHour / TimeSpan.TicksPerMicrosecond)));

    private bool Write(SqliteSession session)
    {
        var pages = 0;
        var start = 0; // Among all claims.
        foreach (var run in _written)
        {
            for (var page = 0; page < run.Pages; page++, pages++)
            {
                if (pages < _page)
                {
                    continue;
                }

                if (pages == _page + PagesAtOnce)
                {
                    _nextPage = pages;
                    return true;
                }

                if (!session.TryFindSpareRoom(SqliteSession.PageSize))
                {
                    _nextPage = pages;
                    return false; // Another time: what has ended makes room.
                }

                var first = page * ClaimRun.ClaimsOnPage;
                ClaimPages.Write(
                    session, run.FirstPage + page, _claims.AsSpan(start + first, Math.Min(ClaimRun.ClaimsOnPage, run.Count - first)));
            }

            start += run.Count;
        }

        foreach (var run in _written)
        {
            ClaimRuns.Add(session, run);
        }

        log.Replace(session, _through, WhatStays());
        _trigger = Math.Max(Lines, 2 * log.Lines);
        _nextStep = FoldStep.HandingOver;
        return true;
    }

    /// <summary>What of the log holds and is in no run: attempts in flight, and everything if there was too little for a run.</summary>
    private ReadOnlySpan<byte> WhatStays()
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var (id, entry) in front.Snapshot())
        {
            if (entry is { Stage: ClaimStage.InFlight, IsLogged: true } || (entry.Stage == ClaimStage.Processed && _written.Count == 0))
            {
                var kind = entry.Stage == ClaimStage.InFlight ? ClaimRecordKind.Claimed : ClaimRecordKind.Processed;
                new ClaimRecord(kind, id, entry.Ends, entry.Owner).Write(lines.GetSpan(ClaimRecord.Length));
                lines.Advance(ClaimRecord.Length);
            }
        }

        return lines.WrittenSpan;
    }

    private void HandOver()
    {
        var next = _claims.AsSpan(_handedOver, Math.Min(HandedOverAtOnce, _claims.Length - _handedOver));
        if (_areSeen)
        {
            front.See(next); // Before it goes from the front, so that it is never in neither.
        }

        front.HandOver(next);
        _handedOver += next.Length;
        if (_handedOver == _claims.Length)
        {
            _claims = [];
            _nextStep = FoldStep.Idle;
        }
    }
}
