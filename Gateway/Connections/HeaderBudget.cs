using Gateway.Intake.Memory;

namespace Gateway.Connections;

/// <summary>
/// What the headers that belong to no request may take, of all connections together: far less than requests may, for it is in small
/// pieces that live for seconds, which the garbage collector lets stand for long. A connection may hold as much as is still free.
/// </summary>
/// <param name="requests">What it is a part of.</param>
internal sealed class HeaderBudget(MemoryBudget requests)
{
    private readonly long _most = requests.MaxBytes / 8;
    private long _taken;

    /// <summary>The account of one connection.</summary>
    /// <param name="sender">Any number that is its sender's.</param>
    public MemoryAccount Open(UInt128 sender) => requests.Open(sender, route: "");

    /// <param name="bytes">How much more.</param>
    /// <param name="own">What the connection has already.</param>
    public bool TryTake(long bytes, long own)
    {
        if (own + bytes > _most - Volatile.Read(ref _taken))
        {
            return false;
        }

        if (Interlocked.Add(ref _taken, bytes) <= _most)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
