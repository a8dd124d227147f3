namespace Gateway.Storage.Sqlite;

/// <summary>
/// The time by which claims end: the wall clock's when the file was opened, and monotonic from there. A correction of the
/// wall clock neither ends nor prolongs a claim while the gateway runs; one that was set back meanwhile goes on from the
/// time last seen, because a claim that ends late is refused once more, and one that ends early lets a copy through.
/// </summary>
internal sealed class SqliteClock(TimeProvider clock, long seen)
{
    private const string Keep = "UPDATE clock SET seen = ?1 WHERE id = 1";

    private const long BetweenKeeps = TimeSpan.TicksPerSecond * 10 / TimeSpan.TicksPerMicrosecond;

    private readonly long _start = clock.GetTimestamp();
    private readonly long _base = Math.Max(
        seen, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private long _kept;

    /// <summary>Microseconds since 1970.</summary>
    public long Now => _base + (clock.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond);

    public static long SeenIn(SqliteSession session) => session.Number("SELECT seen FROM clock WHERE id = 1") ?? 0;

    /// <summary>When a time that begins now ends; a fraction of a microsecond counts as one.</summary>
    public long After(TimeSpan time)
    {
        var now = Now;
        return now + Math.Min((time.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond, long.MaxValue - now);
    }

    /// <summary>Keeps the time for the next start, now and then.</summary>
    public void KeepNowAndThen(SqliteSession session)
    {
        if (Now - _kept >= BetweenKeeps)
        {
            KeepIn(session);
        }
    }

    public void KeepIn(SqliteSession session)
    {
        var now = Now;
        session.Statement(Keep).Bind(1, now).Execute();
        _kept = now;
    }
}
