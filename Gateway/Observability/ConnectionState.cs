using System.Diagnostics.Metrics;

namespace Gateway.Observability;

/// <summary>The connections of senders: how many there are, and whether another would be refused. Health and metrics tell.</summary>
internal sealed class ConnectionState
{
    private static readonly KeyValuePair<string, object?> ByHeaders = new("reason", "headers");
    private static readonly KeyValuePair<string, object?> ForRoom = new("reason", "room");

    private static readonly KeyValuePair<string, object?> ByResets = new("reason", "resets");

    private readonly Counter<long> _refused;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _resetUnread;
    private bool _isExhausted;
    private int _open;

    /// <param name="metrics">Whose meter tells them.</param>
    /// <param name="most">At once.</param>
    public ConnectionState(GatewayMetrics metrics, int most)
    {
        Most = most;
        metrics.Meter.CreateObservableGauge("gateway_connections", () => Volatile.Read(ref _open), null, "Connections of senders.");
        _refused = metrics.Meter.CreateCounter<long>(
            "gateway_connections_refused_total", null, "Connections that were closed for want of descriptors or memory.");
        _ended = metrics.Meter.CreateCounter<long>(
            "gateway_connections_ended_total", null, "Connections that were ended for want of memory for their headers, or of places for others, or for streams that were reset.");
        _resetUnread = metrics.Meter.CreateCounter<long>(
            "gateway_requests_reset_total", null, "Requests of HTTP/2 that their senders had reset before they were looked at.");
    }

    /// <summary>How many there may be.</summary>
    public int Most { get; }

    /// <summary>How many more there may be.</summary>
    public int Free => Math.Max(0, Most - Volatile.Read(ref _open));

    /// <summary>Whether one more would be refused, whoever it is of, since nobody has to make room.</summary>
    public bool IsExhausted
    {
        get => Volatile.Read(ref _isExhausted);
        set => Volatile.Write(ref _isExhausted, value);
    }

    /// <summary>Whether there are so few again that it is worth saying.</summary>
    public bool IsCalm => Volatile.Read(ref _open) <= Most / 2;

    /// <summary>Each of its series exists before its first event.</summary>
    public void Announce()
    {
        _refused.Add(0);
        _ended.Add(0, ByHeaders);
        _ended.Add(0, ForRoom);
        _ended.Add(0, ByResets);
        _resetUnread.Add(0);
    }

    /// <summary>One has come.</summary>
    public void Open() => Interlocked.Increment(ref _open);

    /// <summary>One was closed that had come.</summary>
    public void Refused() => _refused.Add(1);

    /// <summary>One has ended whose headers there was no memory for.</summary>
    public void EndedByHeaders() => _ended.Add(1, ByHeaders);

    /// <summary>One was ended to make room.</summary>
    public void EndedForRoom() => _ended.Add(1, ForRoom);

    /// <summary>One has ended whose streams were reset, nearly all.</summary>
    public void EndedByResets() => _ended.Add(1, ByResets);

    /// <summary>A request was reset before it was looked at: nothing else tells of it.</summary>
    public void ResetUnread() => _resetUnread.Add(1);

    /// <summary>One has gone.</summary>
    public void Close()
    {
        Interlocked.Decrement(ref _open);
        IsExhausted = false;
    }
}
