namespace Gateway.Observability.Traffic;

/// <summary>What a route's webhooks were of late. Takes about 3 KB, and 20 KB with tenants, however many there were.</summary>
internal sealed class RouteHistory
{
    /// <summary>An hour.</summary>
    public const int Minutes = 60;

    /// <summary>A key may be named by the provider's key set; a route has a few at a time.</summary>
    private const int MostKeys = 32;

    /// <summary>Of each kind, of one second, that are listed one by one.</summary>
    private const int ListedASecond = 10;

    private readonly Lock _gate = new();
    private readonly MinuteCount[] _minutes = new MinuteCount[Minutes];
    private readonly HalfHours _latency = new(LatencyScale.Steps);
    private readonly HalfHours _skew = new(SkewScale.Steps);
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _keys = new(StringComparer.Ordinal);
    private TopTenants? _tenants;
    private DateTimeOffset? _verifiedAt;
    private long _second;
    private int _listedPassed;
    private int _listedOthers;

    /// <summary>Counts one; whether it is to be listed, too, as far as their number in this second allows.</summary>
    public bool Add(in FinishedWebhook webhook)
    {
        var second = webhook.ReceivedAt.ToUnixTimeSeconds();
        var minute = (int)(second / 60);
        var end = webhook.End;
        lock (_gate)
        {
            ref var count = ref _minutes[minute % Minutes];
            count = (count.Minute == minute ? count : new MinuteCount(minute, 0, 0, 0)).Plus(end);
            _latency.Add(minute, LatencyScale.StepOf(webhook.Elapsed));
            _outcomes[webhook.Outcome.Code] = _outcomes.GetValueOrDefault(webhook.Outcome.Code) + 1;
            if (webhook.Age is { } age && webhook.IsProven)
            {
                _skew.Add(minute, SkewScale.StepOf(age));
            }

            if (webhook.IsProven)
            {
                _verifiedAt = webhook.ReceivedAt;
            }

            if (webhook.KeyId is { } key && (_keys.Count < MostKeys || _keys.ContainsKey(key)))
            {
                _keys[key] = webhook.ReceivedAt;
            }

            if (webhook.Tenant is { } tenant)
            {
                (_tenants ??= new TopTenants()).Add(minute, tenant, end, webhook.IsOfTenant);
            }

            if (second != _second)
            {
                (_second, _listedPassed, _listedOthers) = (second, 0, 0);
            }

            return (end == WebhookEnd.Passed ? ++_listedPassed : ++_listedOthers) <= ListedASecond;
        }
    }

    public RouteTraffic Read(DateTimeOffset now)
    {
        var last = (int)(now.ToUnixTimeSeconds() / 60);
        lock (_gate)
        {
            return new RouteTraffic
            {
                Minutes =
                [
                    .. Enumerable.Range(last - Minutes + 1, Minutes)
                        .Select(minute => _minutes[minute % Minutes] is var count && count.Minute == minute ? count : new MinuteCount(minute, 0, 0, 0)),
                ],
                Latency = _latency.Sum(last),
                Skew = _skew.Sum(last),
                Outcomes = new Dictionary<string, long>(_outcomes, StringComparer.Ordinal),
                VerifiedAt = _verifiedAt,
                Keys = new Dictionary<string, DateTimeOffset>(_keys, StringComparer.Ordinal),
                Tenants = _tenants?.Read(last) ?? [],
            };
        }
    }
}
