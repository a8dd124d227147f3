namespace Gateway.Delivery;

/// <summary>Whether a webhook had to be refused for want of room since somebody last looked.</summary>
internal sealed class StorePressure
{
    private int _refused;

    public void Refused() => Volatile.Write(ref _refused, 1);

    public bool TakeRefused() => Interlocked.Exchange(ref _refused, 0) == 1;
}
