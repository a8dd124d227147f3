using System.Globalization;
using Gateway.Reading;
using Gateway.Storage;
using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>Compiles <c>Deduplication</c>.</summary>
internal static class DeduplicationCompiler
{
    /// <summary>At least a day, whatever a provider says of its retries: people resend by hand.</summary>
    private static readonly TimeSpan LeastDefaultTimeToLive = TimeSpan.FromHours(24);
    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(1);

    /// <param name="context">Of the route.</param>
    /// <param name="config">The section.</param>
    /// <param name="signed">What the signature covers; null where nothing is signed, so that no key is better than another.</param>
    /// <param name="timestamp">When it was signed; null if it does not say.</param>
    /// <param name="signature">Where the signature stands; null where none does.</param>
    /// <param name="retryHorizon">How long the provider sends an event again, as far as that is known.</param>
    /// <param name="repeatable">How long one and the same webhook is fresh, and how much of it for the sender's clock; null without an end.</param>
    /// <param name="queues">Whether the route accepts for later delivery.</param>
    public static DeduplicationStage? Compile(
        StageContext context, DeduplicationConfig? config, SignedValues? signed, IValueSource? timestamp, IValueSource? signature,
        TimeSpan? retryHorizon, (TimeSpan MaxAge, TimeSpan MaxSkew)? repeatable, bool queues)
    {
        if (config is null)
        {
            return null;
        }

        var timeToLive = ReadTimeToLive(context, config.TimeToLive, retryHorizon ?? TimeSpan.Zero, repeatable);
        var lease = context.Duration(
            config.Lease, DefaultLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "Deduplication", "Lease");
        if (queues && config.OnStoreFailure == StoreFailure.Forward)
        {
            context.Report(
                "\"Forward\" has no effect with \"Delivery:Mode\": \"Queue\": what the store cannot keep is not accepted. Remove it.",
                "Deduplication", "OnStoreFailure");
        }

        ReportDurability(context, config, queues);
        var isBehind = !queues && config.Durability != Durability.BeforeAnswer;
        var key = ReadKey(context, config, signed);
        var policy = new DeduplicationPolicy(context.Route, key, timeToLive, lease, config.OnStoreFailure ?? StoreFailure.Reject)
        {
            Binding = signed is not null && !Array.TrueForAll(key, source => source.IsCoveredBy(signed))
                ? SignedBinding.Of(signed, timestamp, signature)
                : null,
            IsClaimedOnAcceptance = queues,
        };
        return new DeduplicationStage(policy, isBehind ? context.Services.ClaimsBehind : context.Services.Claims, context.Services.Clock);
    }

    private static void ReportDurability(StageContext context, DeduplicationConfig config, bool queues)
    {
        if (config.Durability is not null && context.Store != StorageProvider.Sqlite)
        {
            context.Report(
                $"has no effect with \"Storage:Provider\": \"{context.Store}\": only Sqlite has a disk of its own to wait for. Remove it.",
                "Deduplication", "Durability");
        }
        else if (config.Durability == Durability.Behind && queues)
        {
            context.Report(
                "\"Behind\" has no effect with \"Delivery:Mode\": \"Queue\": what is accepted is on the disk before it is answered. Remove it.",
                "Deduplication", "Durability");
        }
    }

    /// <summary>At least as long as a webhook stays fresh: who captured it would send it once more behind that.</summary>
    private static TimeSpan ReadTimeToLive(
        StageContext context, TimeSpan? written, TimeSpan horizon, (TimeSpan MaxAge, TimeSpan MaxSkew)? repeatable)
    {
        var timeToLive = context.Duration(
            written,
            horizon > LeastDefaultTimeToLive ? horizon : LeastDefaultTimeToLive,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromDays(90),
            "Deduplication", "TimeToLive");
        if (repeatable is not var (maxAge, maxSkew))
        {
            return timeToLive;
        }

        if (written is { } tooShort && tooShort < maxAge)
        {
            context.Report(
                $"is {DurationText.Of(tooShort)} and 'Replay:MaxAge' {DurationText.Of(maxAge)}: a captured webhook would be forwarded again when it is forgotten and still fresh. "
                + $"Use at least {DurationText.Of(maxAge)}.",
                "Deduplication", "TimeToLive");
        }

        // The stamp of a sender whose clock is ahead is fresh for so much longer.
        return timeToLive < maxAge + maxSkew ? maxAge + maxSkew : timeToLive;
    }

    private static IValueSource[] ReadKey(StageContext context, DeduplicationConfig config, SignedValues? signed)
    {
        var parts = config.Key ?? [];
        if (parts.Count is 0 or > DeduplicationStage.MaxParts)
        {
            context.Report(
                $"needs 1 to {DeduplicationStage.MaxParts} values that together name the event, e.g. \"body:/id\".",
                "Deduplication", "Key");
        }

        var key = new List<IValueSource>();
        foreach (var (index, part) in parts.Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (context.Source(part, "Deduplication", "Key", at) is not { } source)
            {
                continue;
            }

            key.Add(source);
            if (signed is not null && config.AllowUnsignedKey != true && !source.IsCoveredBy(signed))
            {
                context.Report(
                    $"'{part}' is not part of what is signed: anyone could send a captured webhook again under another id. "
                    + "Name a value that 'Signature:Content' covers, or accept it with \"AllowUnsignedKey\": true.",
                    "Deduplication", "Key", at);
            }
            else
            {
                context.ReportChosenByType(source, part, signed, "Deduplication", "Key", at);
            }
        }

        return [.. key];
    }
}
