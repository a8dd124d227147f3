using System.Globalization;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Intake;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Verification;
using Gateway.Verification.Filters;
using Gateway.Verification.Values;

namespace Gateway.Delivery;

/// <summary>Compiles <c>Delivery</c>, for one route.</summary>
/// <param name="context">The route's section; problems go there.</param>
/// <param name="clusters">The names of all clusters.</param>
/// <param name="hasType">Whether <c>Events.Type</c> says where an event's type stands.</param>
internal sealed class DeliveryCompiler(StageContext context, IReadOnlyList<string> clusters, bool hasType)
{
    private const string Section = "Delivery";
    private const int MostDestinations = 16;
    private const int MostConcurrency = 256;
    private const int MostLimit = 1_000_000;
    private const long DefaultMaxOpen = 1_000_000;
    private const long MostOpen = 100_000_000;
    private const long OneMebibyte = 1024 * 1024;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly TemplateCompiler _templates = new(context);

    /// <summary>The policy; null if the route forwards.</summary>
    /// <param name="written">The section.</param>
    /// <param name="mode">The route's <c>Mode</c>.</param>
    /// <param name="ownCluster">The route's <c>ClusterId</c>.</param>
    public DeliveryPolicy? Compile(DeliveryConfig? written, VerificationMode? mode, string? ownCluster)
    {
        var config = written ?? new DeliveryConfig();
        if (config.Mode != DeliveryMode.Queue)
        {
            ReportIdleKeys();
            return null;
        }

        ReportUnproven(mode);
        var maxOpen = config.MaxOpen ?? DefaultMaxOpen;
        if (maxOpen is < 1 or > MostOpen)
        {
            context.Report($"is {maxOpen}; use 1 to {MostOpen}.", Section, "MaxOpen");
        }

        var orderBy = config.OrderBy is { } place ? context.Source(place, Section, "OrderBy") : null;
        return new DeliveryPolicy(context.Route, CompileDestinations(config, ownCluster), orderBy, maxOpen);
    }

    /// <summary>Once the signature is compiled: what chooses where an event goes has to be a part of what is signed.</summary>
    public void CheckSigned(SignedValues? signed) => _templates.CheckSigned(signed);

    private void ReportIdleKeys()
    {
        foreach (var (key, child) in context.Section.Node.ChildOrEmpty(Section).Children)
        {
            if (!string.Equals(key, nameof(DeliveryConfig.Mode), StringComparison.OrdinalIgnoreCase) && !child.IsNull)
            {
                context.Report("has no effect without \"Mode\": \"Queue\"; remove one of the two.", Section, key);
            }
        }
    }

    /// <summary>What is answered 2xx has to be proven.</summary>
    private void ReportUnproven(VerificationMode? mode)
    {
        if (mode is VerificationMode.Monitor or VerificationMode.None)
        {
            context.Report(
                $"\"Queue\" accepts only what is verified, and the route's Mode is {mode}. Use \"Enforce\" or \"Forward\".",
                Section, "Mode");
        }
    }

    private List<DestinationPolicy> CompileDestinations(DeliveryConfig config, string? ownCluster)
    {
        var written = config.To ?? [new DestinationConfig { Cluster = ownCluster }];
        if (written.Count is 0 or > MostDestinations)
        {
            context.Report($"has {written.Count} destinations; use 1 to {MostDestinations}.", Section, "To");
        }

        var places = new PlaceCompiler(context, clusters, _templates);
        var destinations = new List<DestinationPolicy>();
        foreach (var (index, destination) in written.Index())
        {
            // Without "To" there is no such place, and nothing but the section's own keys to report.
            var at = config.To is null ? [] : (string[])["To", index.ToString(CultureInfo.InvariantCulture)];
            if (places.Compile(destination, at.Length == 0 ? [] : [Section, .. at]) is not { } found)
            {
                continue;
            }

            var (name, place) = found;
            if (destinations.Exists(other => other.Queue.Destination == name))
            {
                Report(
                    place.Broker is null
                        ? $"'{name}' stands here twice; each destination gets an event once."
                        : $"'{name}' stands here twice; give one of the two a 'Name' of its own.",
                    at);
                continue;
            }

            destinations.Add(CompileDestination(new QueueName(context.Route, name), place, config, destination, at));
        }

        return destinations;
    }

    private DestinationPolicy CompileDestination(
        QueueName queue, IDestinationPolicy place, DeliveryConfig config, DestinationConfig own, string[] at) => new()
        {
            Queue = queue,
            Place = place,
            Where = new FilterCompiler(context, hasType).Compile(own.Where, [Section, .. at, nameof(own.Where)]),
            Timeout = Duration(
                own.Timeout ?? config.Timeout, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1),
                [.. Place(own.Timeout, at), "Timeout"]),
            Retry = CompileRetry(own.Retry ?? config.Retry ?? new RetryConfig(), [.. Place(own.Retry, at), "Retry"]),
            Concurrency = CompileConcurrency(own.Concurrency ?? config.Concurrency ?? 8, [.. Place(own.Concurrency, at), "Concurrency"]),
            Rate = CompileRate(queue, own.Rate ?? config.Rate, [.. Place(own.Rate, at), "Rate"]),
            Breaker = CompileBreaker(own.Breaker ?? config.Breaker ?? new BreakerConfig(), [.. Place(own.Breaker, at), "Breaker"]),
            DeadLetter = CompileRetention(
                queue, DeliveryState.Dead, config.DeadLetter, TimeSpan.FromDays(30), 1024 * OneMebibyte, "DeadLetter"),
            Delivered = CompileRetention(
                queue, DeliveryState.Delivered, config.Delivered, TimeSpan.FromDays(1), 256 * OneMebibyte, "Delivered"),
        };

    /// <summary>Where a setting comes from: the destination's own section, or the route's.</summary>
    private static string[] Place(object? own, string[] at) => own is null ? [] : at;

    private int CompileConcurrency(int concurrency, string[] at)
    {
        if (concurrency is < 1 or > MostConcurrency)
        {
            Report($"is {concurrency}; use 1 to {MostConcurrency}.", at);
        }

        return concurrency;
    }

    private RetryPolicy CompileRetry(RetryConfig config, string[] at)
    {
        var least = TimeSpan.FromMilliseconds(100);
        var most = TimeSpan.FromDays(7);
        var first = Duration(config.First, TimeSpan.FromSeconds(5), least, TimeSpan.FromDays(1), [.. at, "First"]);
        var byDefault = TimeSpan.FromHours(1) > first ? TimeSpan.FromHours(1) : first;
        if (config.Delays is { Count: 0 or > 50 } delays)
        {
            Report($"has {delays.Count} delays; use 1 to 50, or none of the key for growing ones.", [.. at, "Delays"]);
        }

        if (config.Delays is not null && (config.First ?? config.Longest) is not null)
        {
            Report("stands in the place of 'First' and 'Longest'; remove those, or it.", [.. at, "Delays"]);
        }

        foreach (var (index, delay) in (config.Delays ?? []).Index())
        {
            Duration(delay, delay, least, most, [.. at, "Delays", index.ToString(CultureInfo.InvariantCulture)]);
        }

        foreach (var (index, status) in (config.FinalStatuses ?? []).Index())
        {
            if (status is < 300 or > 599)
            {
                Report($"is {status}; use 300 to 599.", [.. at, "FinalStatuses", index.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        var giveUp = TimeSpan.FromDays(3);
        return new RetryPolicy(
            first,
            Duration(config.Longest, byDefault, first, most, [.. at, "Longest"]),
            config.Delays,
            config is { GiveUpAfter: null, Delays: not null }
                ? null
                : Duration(config.GiveUpAfter, giveUp, TimeSpan.FromSeconds(1), TimeSpan.FromDays(90), [.. at, "GiveUpAfter"]),
            new HashSet<int>([StatusCodes.Status410Gone, .. config.FinalStatuses ?? []]));
    }

    private RateLimitCharge? CompileRate(QueueName queue, DeliveryRateConfig? config, string[] at)
    {
        if (config is null)
        {
            return null;
        }

        if (config.Limit is not (>= 1 and <= MostLimit))
        {
            Report($"is {config.Limit?.ToString(CultureInfo.InvariantCulture) ?? "missing"}; use a whole number from 1 to {MostLimit}.", [.. at, "Limit"]);
        }

        if (config.Period is null)
        {
            Report("is missing; say in which time.", [.. at, "Period"]);
        }

        var period = Duration(
            config.Period, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), [.. at, "Period"]);
        var limit = Math.Clamp(config.Limit ?? 1, 1, MostLimit);
        var rule = string.Create(CultureInfo.InvariantCulture, $"delivery:{queue.Destination}:{limit}:{period}");
        var key = new RateLimitKey(RateLimitKey.StableHash(queue.Route), RateLimitKey.StableHash(rule), UInt128.Zero);
        return new RateLimitCharge(key, limit, period);
    }

    private BreakerPolicy CompileBreaker(BreakerConfig config, string[] at)
    {
        var failures = config.Failures ?? 5;
        if (failures is < 1 or > 1000)
        {
            Report($"is {failures}; use 1 to 1000.", [.. at, "Failures"]);
        }

        var pause = Duration(
            config.Pause, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), [.. at, "Pause"]);
        return new BreakerPolicy(failures, pause);
    }

    private Retention CompileRetention(
        QueueName queue, DeliveryState state, RetentionConfig? config, TimeSpan age, long bytes, string key)
    {
        var most = OneMebibyte * OneMebibyte;
        if (config?.MaxBytes is < 0 || config?.MaxBytes > most)
        {
            Report($"is {config.MaxBytes}; use 0 to {most} bytes.", key, "MaxBytes");
        }

        return new Retention(
            queue, state, Duration(config?.KeepFor, age, TimeSpan.Zero, Year, key, "KeepFor"), config?.MaxBytes ?? bytes);
    }

    private TimeSpan Duration(TimeSpan? written, TimeSpan byDefault, TimeSpan least, TimeSpan most, params string[] at) =>
        context.Duration(written, byDefault, least, most, [Section, .. at]);

    private void Report(string message, params string[] at) => context.Report(message, [Section, .. at]);
}
