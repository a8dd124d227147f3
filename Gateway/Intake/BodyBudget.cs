namespace Gateway.Intake;

/// <summary>
/// The memory that all bodies in flight may take together. It is charged as bytes arrive, not as they are announced:
/// many connections that promise a megabyte and send nothing cost nothing.
/// </summary>
internal sealed class BodyBudget(long maxBytes)
{
    private long _taken;

    public long MaxBytes { get; } = maxBytes;

    public long TakenBytes => Volatile.Read(ref _taken);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= MaxBytes)
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
