using Gateway.Admin.Captures;

namespace Gateway.Cli.Rehearsing;

/// <summary>Judges kept requests by two configurations, and counts what would change.</summary>
internal sealed class Rehearsal(RehearsedConfiguration today, RehearsedConfiguration candidate)
{
    private readonly SortedDictionary<string, (int Count, Guid Example)> _changes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Count, Guid Example)> _notJudged = new(StringComparer.Ordinal);

    public int Unchanged { get; private set; }

    /// <summary>How many would end otherwise, by kind.</summary>
    public IReadOnlyDictionary<string, (int Count, Guid Example)> Changes => _changes;

    /// <summary>How many could not be judged, by the reason.</summary>
    public IReadOnlyDictionary<string, (int Count, Guid Example)> NotJudged => _notJudged;

    /// <summary>The change; null if nothing would change, or that cannot be told.</summary>
    public async Task<RehearsedChange?> TakeAsync(CaptureSheet sheet)
    {
        var change = new RehearsedChange(sheet, await today.JudgeAsync(sheet), await candidate.JudgeAsync(sheet));
        if (!change.Today.IsJudged || !change.Candidate.IsJudged)
        {
            var unknown = change.Candidate.IsJudged ? change.Today : change.Candidate;
            Count(_notJudged, $"{unknown.Route}: {unknown.Outcome}", sheet);
            return null;
        }

        if (change.Today == change.Candidate)
        {
            Unchanged++;
            return null;
        }

        Count(_changes, change.Kind, sheet);
        return change;
    }

    private static void Count(SortedDictionary<string, (int Count, Guid Example)> counts, string kind, CaptureHead example) =>
        counts[kind] = counts.TryGetValue(kind, out var known) ? (known.Count + 1, known.Example) : (1, example.Id);
}
