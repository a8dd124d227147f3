using System.Globalization;
using Gateway.Intake;
using Gateway.Reading;

namespace Gateway.Verification.RateLimit;

/// <summary>Compiles <c>RateLimit</c>: one set of rules, looked at before the body and drawn on after the proof.</summary>
internal static class RateLimitCompiler
{
    public const int MostRules = 16;

    private const int MostLimit = 1_000_000;
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostPeriod = TimeSpan.FromDays(1);

    /// <param name="context">Of the route.</param>
    /// <param name="config">The section.</param>
    /// <param name="hasTenants">Whether the route has a <c>Tenant</c>.</param>
    public static IReadOnlyList<RateLimitRule> ReadRules(StageContext context, IReadOnlyList<RateLimitConfig>? config, bool hasTenants)
    {
        var rules = new List<RateLimitRule>();
        var written = config ?? [];
        if (written.Count > MostRules)
        {
            context.Report($"has {written.Count} rules; at most {MostRules} are looked at.", "RateLimit");
        }

        foreach (var (index, rule) in written.Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (rule.Limit is not (>= 1 and <= MostLimit))
            {
                context.Report($"is {Found(rule.Limit)}; use a whole number from 1 to {MostLimit}.", "RateLimit", at, "Limit");
            }

            if (rule.Period is not { } period || period < LeastPeriod || period > MostPeriod)
            {
                context.Report(
                    $"is {Found(rule.Period)}; use {DurationText.Of(LeastPeriod)} to {DurationText.Of(MostPeriod)}.", "RateLimit", at, "Period");
            }

            if (ReadSubject(rule.By, out var header) is not { } subject)
            {
                context.Report($"found '{rule.By}'; expected ClientIp, Route, Tenant or header:NAME.", "RateLimit", at, "By");
                subject = default;
            }

            if (subject == RateLimitSubject.Tenant && !hasTenants)
            {
                context.Report("is 'Tenant', which the route has none of; say where it stands in 'Tenant.From'.", "RateLimit", at, "By");
            }

            rules.Add(new RateLimitRule(context.Route, subject, header, rule.Limit ?? 1, rule.Period ?? MostPeriod));
        }

        return rules;
    }

    public static UnverifiedBudget? CompileUnverified(StageContext context, IReadOnlyList<RateLimitRule> rules) =>
        rules.Count == 0 ? null : new UnverifiedBudget(rules, context.Services.UnverifiedBudgets);

    public static ArrivalRateLimitStage? CompileArrival(UnverifiedBudget? budget) =>
        budget is null ? null : new ArrivalRateLimitStage(budget);

    public static ProvenBudget? CompileProven(StageContext context, IReadOnlyList<RateLimitRule> rules) =>
        rules.Count == 0 ? null : new ProvenBudget(rules, context.Services.RateLimits);

    public static RateLimitStage? Compile(ProvenBudget? budget, StoreFailure? onStoreFailure) =>
        budget is null ? null : new RateLimitStage(budget, onStoreFailure ?? StoreFailure.Reject);

    private static RateLimitSubject? ReadSubject(string? by, out string header)
    {
        header = "";
        switch (by)
        {
            case null or "ClientIp":
                return RateLimitSubject.ClientIp;
            case "Route":
                return RateLimitSubject.Route;
            case "Tenant":
                return RateLimitSubject.Tenant;
            case not null when by.StartsWith("header:", StringComparison.Ordinal) && HeaderName.IsValid(by["header:".Length..]):
                header = by["header:".Length..];
                return RateLimitSubject.Header;
            default:
                return null;
        }
    }

    private static string Found(object? value) => value switch
    {
        null => "missing",
        TimeSpan duration => DurationText.Of(duration),
        _ => $"{value}",
    };
}
