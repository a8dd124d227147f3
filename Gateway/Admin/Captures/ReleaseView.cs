using Gateway.Captures.Revival;

namespace Gateway.Admin.Captures;

/// <summary>What came of one kept request.</summary>
internal sealed record ReleaseView
{
    public required Guid Id { get; init; }

    public required string RequestId { get; init; }

    public required string Route { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The outcome when it was received.</summary>
    public required string Was { get; init; }

    /// <summary>
    /// <c>released</c>, with a dry run <c>would_release</c>; <c>refused</c> by today's configuration; <c>failed</c> behind it;
    /// <c>not_judged</c>; <c>skipped</c>.
    /// </summary>
    public required string Result { get; init; }

    /// <summary>The outcome now; null if there is none.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was answered now; 0 for nothing.</summary>
    public int StatusCode { get; init; }

    /// <summary>Why, in a few words; empty for nothing.</summary>
    public string Reason { get; init; } = "";

    public static ReleaseView Of(ReleaseResult one, bool dryRun) => new()
    {
        Id = one.Record.Id,
        RequestId = one.Record.RequestId,
        Route = one.Record.Route,
        ReceivedAt = one.Record.ReceivedAt,
        Was = one.Record.Outcome,
        Result = one.Result is { } result ? NameOf(result.Verdict, dryRun) : "skipped",
        Outcome = one.Result?.Outcome?.Code,
        StatusCode = one.Result?.StatusCode ?? 0,
        Reason = one.Result?.Reason ?? one.NotTried,
    };

    private static string NameOf(RevivalVerdict verdict, bool dryRun) => verdict switch
    {
        RevivalVerdict.Released => dryRun ? "would_release" : "released",
        RevivalVerdict.Failed => "failed",
        RevivalVerdict.Refused => "refused",
        _ => "not_judged",
    };
}
