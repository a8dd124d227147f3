using System.Globalization;
using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>Compiles <c>Deduplication</c>.</summary>
internal static class DeduplicationCompiler
{
    /// <summary>At least a day, whatever a provider says of its retries: people resend by hand.</summary>
    private static readonly TimeSpan LeastDefaultTimeToLive = TimeSpan.FromHours(24);
    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(1);

    public static DeduplicationStage? Compile(StageContext context)
    {
        if (context.Config.Deduplication is not { } config)
        {
            return null;
        }

        var horizon = context.Config.Info?.RetryHorizon ?? TimeSpan.Zero;
        var timeToLive = context.Duration(
            config.TimeToLive,
            horizon > LeastDefaultTimeToLive ? horizon : LeastDefaultTimeToLive,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(90),
            "Deduplication", "TimeToLive");
        var lease = context.Duration(
            config.Lease, DefaultLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "Deduplication", "Lease");
        var policy = new DeduplicationPolicy(
            context.Route, ReadKey(context, config.Key ?? []), timeToLive, lease,
            config.OnStoreFailure ?? StoreFailure.Reject);
        return new DeduplicationStage(policy, context.Services.Claims);
    }

    private static IValueSource[] ReadKey(StageContext context, IReadOnlyList<string> parts)
    {
        if (parts.Count is 0 or > DeduplicationStage.MaxParts)
        {
            context.Report(
                $"needs 1 to {DeduplicationStage.MaxParts} values that together name the event, e.g. \"body:/id\".",
                "Deduplication", "Key");
        }

        var key = new List<IValueSource>();
        foreach (var (index, part) in parts.Index())
        {
            if (context.Source(part, "Deduplication", "Key", index.ToString(CultureInfo.InvariantCulture)) is { } source)
            {
                key.Add(source);
            }
        }

        return [.. key];
    }
}
