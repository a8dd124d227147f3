namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>By how much what a queue holds changes.</summary>
internal readonly record struct QueueChange(int Open, int Dead, long DeadBytes, int Delivered, long DeliveredBytes)
{
    /// <summary>A delivery that comes into the state; with a negative count it leaves it.</summary>
    public static QueueChange Of(StoredState state, int count, long bytes) => state switch
    {
        StoredState.Delivered => new(0, 0, 0, count, count * bytes),
        StoredState.Dead => new(0, count, count * bytes, 0, 0),
        _ => new(count, 0, 0, 0, 0),
    };

    public static QueueChange operator +(QueueChange one, QueueChange other) => new(
        one.Open + other.Open,
        one.Dead + other.Dead,
        one.DeadBytes + other.DeadBytes,
        one.Delivered + other.Delivered,
        one.DeliveredBytes + other.DeliveredBytes);
}
