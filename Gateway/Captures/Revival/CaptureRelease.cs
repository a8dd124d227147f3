using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;

namespace Gateway.Captures.Revival;

/// <summary>
/// Releases kept requests, one after the other in the order of their reception. Each is marked before it is sent and behind it, by
/// comparing: of two who are at the same, on whichever replica, one goes on.
/// </summary>
/// <param name="archive">What is kept.</param>
/// <param name="reviver">Judges and passes on.</param>
/// <param name="clock">Measures how long a mark holds.</param>
/// <param name="logger">Says what was released.</param>
internal sealed partial class CaptureRelease(CaptureArchive archive, Reviver reviver, TimeProvider clock, ILogger<CaptureRelease> logger)
{
    /// <summary>How long a release holds its request unless it is renewed: a killed process leaves it for no longer.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);

    private const int MostAtOnce = 100;
    private static readonly TimeSpan Renewal = Hold / 4;

    /// <summary>Whoever asks waits for the answer: what is left then is asked for again.</summary>
    private static readonly TimeSpan LongestPage = TimeSpan.FromSeconds(10);

    /// <summary>Releases some of those that the filter leaves, the oldest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="choice">How.</param>
    /// <param name="cancellation">Ends it between two requests.</param>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer; what was released before stays so.</exception>
    public async Task<ReleasePage> ReleaseAsync(CaptureFilter filter, string? after, ReleaseChoice choice, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var page = await archive.ListAsync(filter with { NewestFirst = false }, after, MostAtOnce, cancellation);
        var results = new List<ReleaseResult>();
        foreach (var record in page.Records)
        {
            if (cancellation.IsCancellationRequested || clock.GetElapsedTime(started) > LongestPage)
            {
                return new ReleasePage(results, after) { IsEnd = false };
            }

            if (record.Release.State is ReleaseState.PassedOn or ReleaseState.Released)
            {
                after = CapturePlace.Of(record).ToString();
                continue;
            }

            var result = await ReleaseAsync(record, choice, cancellation);
            if (result.Result is { RetryAfter: { Ticks: > 0 } wait })
            {
                return new ReleasePage(results, after) { IsEnd = false, RetryAfter = wait };
            }

            if (!result.IsDone)
            {
                results.Add(result);
            }

            if (result.Stops)
            {
                return new ReleasePage(results, Next: null) { IsEnd = true, Stopped = Why(result) };
            }

            after = CapturePlace.Of(record).ToString();
        }

        return new ReleasePage(results, page.Next is null ? null : after) { IsEnd = page.Next is null };
    }

    /// <summary>Releases one; null if it is not kept (any more).</summary>
    public async Task<ReleaseResult?> ReleaseAsync(Guid id, ReleaseChoice choice, CancellationToken cancellation) =>
        await archive.FindAsync(id, cancellation) is var (record, _) ? await ReleaseAsync(record, choice, cancellation) : null;

    private async Task<ReleaseResult> ReleaseAsync(CaptureRecord record, ReleaseChoice choice, CancellationToken cancellation)
    {
        if (record.Release.State is ReleaseState.PassedOn or ReleaseState.Released)
        {
            return new ReleaseResult(record, null)
            {
                NotTried = record.Release.State == ReleaseState.Released ? "it was released before" : "it was passed on when it was received",
            };
        }

        if (record.Release.IsHeldAt(clock.GetUtcNow()))
        {
            return Held(record);
        }

        if (await archive.FindAsync(record.Id, cancellation) is not var (_, request))
        {
            return new ReleaseResult(record, null) { NotTried = "it is not kept any more" };
        }

        if (request is null)
        {
            return new ReleaseResult(record, RevivalResult.NotJudged("its key is not configured, or it is damaged"));
        }

        if (choice.DryRun)
        {
            return new ReleaseResult(record, await reviver.ReviveAsync(record, request, isTrial: true, choice.DropsHidden));
        }

        var mark = HeldMark(Guid.CreateVersion7(clock.GetUtcNow()));
        return await archive.TryMarkAsync(record.Id, record.Release, mark, cancellation)
            ? await PassOnAsync(record, request, mark, choice)
            : await WhyNotAsync(record, cancellation);
    }

    /// <summary>Another was there first: it has released the request, or is at it.</summary>
    private async Task<ReleaseResult> WhyNotAsync(CaptureRecord record, CancellationToken cancellation) =>
        await archive.FindAsync(record.Id, cancellation) is var (now, _) && now.Release.State != ReleaseState.Released
            ? Held(record)
            : new ReleaseResult(record, null) { NotTried = "it was released meanwhile", IsDone = true };

    /// <summary>From here on nobody's patience counts: what has become of it has to be said.</summary>
    private async Task<ReleaseResult> PassOnAsync(CaptureRecord record, KeptRequest request, ReleaseMark mark, ReleaseChoice choice)
    {
        var result = RevivalResult.NotJudged("the gateway has a defect"); // What an exception leaves.
        try
        {
            var sending = reviver.ReviveAsync(record, request, isTrial: false, choice.DropsHidden);
            while (await Task.WhenAny(sending, Task.Delay(Renewal, clock)) != sending)
            {
                mark = await RenewAsync(record.Id, mark);
            }

            result = await sending;
        }
        finally
        {
            var isMarked = await TryEndAsync(record, mark, result);
            result = isMarked ? result : result with { Reason = $"{result.Reason} (the store was not told: it counts as broken off)".TrimStart() };
        }

        return new ReleaseResult(record, result) { Stops = result.IsOfAll };
    }

    private async Task<ReleaseMark> RenewAsync(Guid id, ReleaseMark mark)
    {
        try
        {
            var next = HeldMark(mark.Owner);
            return await archive.TryMarkAsync(id, mark, next, CancellationToken.None) ? next : mark;
        }
        catch (StoreUnavailableException)
        {
            return mark; // Counted and logged by the store; the next renewal may come in time.
        }
    }

    private async Task<bool> TryEndAsync(CaptureRecord record, ReleaseMark mark, RevivalResult result)
    {
        var isReleased = result.Verdict == RevivalVerdict.Released;
        var outcome = result.Outcome?.Code ?? "";
        LogReleased(isReleased ? "released" : "kept", record.Id, record.Route, LogText.Field(record.RequestId) ?? "", outcome, result.StatusCode);
        try
        {
            var end = new ReleaseMark(isReleased ? ReleaseState.Released : ReleaseState.Kept)
            {
                Owner = mark.Owner,
                At = Microseconds.Of(clock.GetUtcNow()),
                Outcome = outcome,
                StatusCode = result.StatusCode,
            };
            return await archive.TryMarkAsync(record.Id, mark, end, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private ReleaseMark HeldMark(Guid owner) => new(ReleaseState.Releasing) { Owner = owner, At = Microseconds.Of(clock.GetUtcNow() + Hold) };

    private static ReleaseResult Held(CaptureRecord record) =>
        new(record, null) { NotTried = "another release is at it", Stops = true };

    private static string Why(ReleaseResult result) => result.Result is { } tried
        ? $"{tried.Outcome?.Code ?? "not judged"} ({tried.StatusCode}) would probably be the end of the next, too."
        : "Another release is under way.";

    [LoggerMessage(EventIds.CaptureReleased, LogLevel.Information,
        "Kept request {CaptureId} of {Route} was {State}: {Outcome} {StatusCode} request={RequestId}")]
    private partial void LogReleased(string state, Guid captureId, string route, string requestId, string outcome, int statusCode);
}
