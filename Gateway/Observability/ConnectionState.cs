using System.Diagnostics.Metrics;

namespace Gateway.Observability;

/// <summary>The connections of senders: how many there are, and whether another would be refused. Health and metrics tell.</summary>
internal sealed class ConnectionState
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _ended;
    private readonly int _most;
    private int _open;

    /// <param name="metrics">Whose meter tells them.</param>
    /// <param name="most">At once.</param>
    public ConnectionState(GatewayMetrics metrics, int most)
    {
        _most = most;
        metrics.Meter.CreateObservableGauge("gateway_connections", () => Volatile.Read(ref _open), null, "Connections of senders.");
        _refused = metrics.Meter.CreateCounter<long>(
            "gateway_connections_refused_total", null, "Connections that were closed for want of descriptors or memory.");
        _ended = metrics.Meter.CreateCounter<long>(
            "gateway_connections_ended_total", null, "Connections that were ended since there was no memory for their headers.");
    }

    /// <summary>How many more there may be.</summary>
    public int Free => Math.Max(0, _most - Volatile.Read(ref _open));

    public bool IsFull => Volatile.Read(ref _open) >= _most;

    /// <summary>Whether there are so few again that it is worth saying.</summary>
    public bool IsCalm => Volatile.Read(ref _open) <= _most / 2;

    /// <summary>False if there is no room for one more, which is counted.</summary>
    /// <param name="hasShare">Whether its sender may have one more.</param>
    public bool TryOpen(bool hasShare)
    {
        if (Interlocked.Increment(ref _open) <= _most && hasShare)
        {
            return true;
        }

        Close();
        _refused.Add(1);
        return false;
    }

    /// <summary>One has ended whose headers there was no memory for.</summary>
    public void EndedByHeaders() => _ended.Add(1);

    public void Close() => Interlocked.Decrement(ref _open);
}
