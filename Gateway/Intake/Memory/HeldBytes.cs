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
            Return();
        }
    }

    /// <summary>
    /// Gives them back when somebody who has been given up on does not read or write them any more. Until then they are charged, and
    /// nobody else's.
    /// </summary>
    /// <param name="released">Over then.</param>
    public void DisposeAfter(Task released)
    {
        if (released.IsCompleted)
        {
            Dispose();
        }
        else if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            _ = released.ContinueWith(
                static (_, held) => ((HeldBytes)held!).Return(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private void Return()
    {
        account.Return(block);
        account.GiveBack(beside);
    }
}
