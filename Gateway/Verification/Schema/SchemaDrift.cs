using Gateway.JsonSchema;
using Gateway.JsonSchema.Drift;

namespace Gateway.Verification.Schema;

/// <summary>
/// Compares a route's verified webhooks with its schemas. What it keeps and how often it looks is bounded: the sender is proven, and
/// need not be well-meaning.
/// </summary>
internal sealed class SchemaDrift
{
    /// <summary>Webhooks a second that are compared: a schema does not change faster, and the rest pays nothing.</summary>
    public const int MostPerSecond = 10;

    private readonly Lock _gate = new();
    private readonly DriftLimits _limits = new();
    private readonly Dictionary<JsonSchema.Schema, string> _events = [];
    private readonly Dictionary<JsonSchema.Schema, DriftRecord> _records = [];
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _since;
    private long _second;
    private int _inSecond;
    private long _compared;
    private long _passedOver;

    public SchemaDrift(IReadOnlyDictionary<string, JsonSchema.Schema> byEvent, TimeProvider clock)
    {
        foreach (var (eventType, schema) in byEvent)
        {
            _events.TryAdd(schema, eventType); // One schema may be for several.
        }

        _clock = clock;
        _since = clock.GetUtcNow();
        _second = clock.GetTimestamp();
    }

    /// <summary>Never waits: a webhook that comes while another is compared is passed over.</summary>
    public void Compare(JsonSchema.Schema schema, ReadOnlySpan<byte> body, JsonTape tape, DateTimeOffset at)
    {
        if (!_gate.TryEnter())
        {
            Interlocked.Increment(ref _passedOver);
            return;
        }

        try
        {
            if (!IsDue())
            {
                Interlocked.Increment(ref _passedOver);
                return;
            }

            if (!_records.TryGetValue(schema, out var record))
            {
                _records[schema] = record = schema.RecordDrift(_limits);
            }

            record.Add(body, tape, at);
            _compared++;
        }
        finally
        {
            _gate.Exit();
        }
    }

    public RouteDrift Read(string route)
    {
        lock (_gate)
        {
            return new RouteDrift(
                route, _since, _compared, Interlocked.Read(ref _passedOver), _limits.LeftOut,
                [.. _records.Select(pair => (_events.GetValueOrDefault(pair.Key, ""), pair.Value.Findings()))
                    .OrderBy(pair => pair.Item1, StringComparer.Ordinal)]);
        }
    }

    private bool IsDue()
    {
        var now = _clock.GetTimestamp();
        if (_clock.GetElapsedTime(_second, now) >= TimeSpan.FromSeconds(1))
        {
            (_second, _inSecond) = (now, 0);
        }

        return ++_inSecond <= MostPerSecond;
    }
}
