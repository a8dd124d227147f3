namespace Gateway.Intake.Memory;

/// <summary>Rented bytes that an account is charged for: given back once, by whoever has them last.</summary>
/// <param name="account">Has been charged for the block.</param>
/// <param name="block">From that account.</param>
/// <param name="length">How much of it is used.</param>
/// <param name="beside">What the account has been charged for beside it.</param>
internal sealed class HeldBytes(MemoryAccount account, ArraySegment<byte> block, int length, int beside = 0) : IDisposable
{
    private int _isGone;

    /// <exception cref="ObjectDisposedException">They have been given back.</exception>
    public Memory<byte> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isGone) != 0, this);
            return block.AsMemory(0, length);
        }
    }

    /// <summary>Null if there is no memory for them.</summary>
    /// <param name="account">To be charged.</param>
    /// <param name="length">How many.</param>
    /// <param name="beside">What goes with them, and is charged as long as they are.</param>
    public static HeldBytes? TryRent(MemoryAccount account, int length, int beside = 0) =>
        account.TryRent(length, beside, out var block) ? new HeldBytes(account, block, length, beside) : null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            account.Return(block);
            account.GiveBack(beside);
        }
    }

    /// <summary>
    /// Leaves them to the garbage collector instead: somebody who has been given up on may still read or write them, so the memory
    /// is never to be used again.
    /// </summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            account.Abandon(block);
            account.GiveBack(beside);
        }
    }
}
