using System.Buffers.Binary;

namespace Gateway.Delivery.Attempts;

/// <summary>
/// The attempts of one delivery, as they are stored with it: how many there were, how many since it was queued, and the last of
/// them one by one.
/// </summary>
/// <remarks>
/// Little-endian: total (4 bytes), since queued (4), queued at (8, ticks), then for each attempt when (8, ticks), milliseconds (4),
/// status (2), result (1), and one byte kept free.
/// </remarks>
internal sealed class AttemptHistory
{
    /// <summary>Attempts kept one by one. Beyond it the oldest go.</summary>
    public const int MostKept = 64;

    private const int HeadSize = 16;
    private const int AttemptSize = 16;

    private AttemptHistory(int total, int sinceQueued, IReadOnlyList<Attempt> attempts) =>
        (Total, SinceQueued, Attempts) = (total, sinceQueued, attempts);

    /// <summary>All attempts ever.</summary>
    public int Total { get; }

    /// <summary>Those since it was accepted, or last redelivered: by these the next delay is chosen.</summary>
    public int SinceQueued { get; }

    /// <summary>The last ones, in order.</summary>
    public IReadOnlyList<Attempt> Attempts { get; }

    /// <param name="stored">What <see cref="Add"/> made; empty for a delivery without attempts.</param>
    /// <param name="queuedAt">Attempts of an earlier time in the queue do not count for <see cref="SinceQueued"/>.</param>
    public static AttemptHistory Read(ReadOnlySpan<byte> stored, DateTimeOffset queuedAt)
    {
        if (stored.Length < HeadSize)
        {
            return new(0, 0, []);
        }

        var total = BinaryPrimitives.ReadInt32LittleEndian(stored);
        var sinceQueued = BinaryPrimitives.ReadInt64LittleEndian(stored[8..]) == queuedAt.UtcTicks
            ? BinaryPrimitives.ReadInt32LittleEndian(stored[4..])
            : 0;
        var attempts = new Attempt[(stored.Length - HeadSize) / AttemptSize];
        for (var i = 0; i < attempts.Length; i++)
        {
            var one = stored.Slice(HeadSize + (i * AttemptSize), AttemptSize);
            attempts[i] = new Attempt(
                new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(one), TimeSpan.Zero),
                TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32LittleEndian(one[8..])),
                (AttemptResult)one[14],
                BinaryPrimitives.ReadUInt16LittleEndian(one[12..]));
        }

        return new(total, sinceQueued, attempts);
    }

    /// <summary>The history with one more attempt, to be stored.</summary>
    public byte[] Add(in Attempt attempt, DateTimeOffset queuedAt)
    {
        var kept = Math.Min(Attempts.Count, MostKept - 1);
        var stored = new byte[HeadSize + ((kept + 1) * AttemptSize)];
        BinaryPrimitives.WriteInt32LittleEndian(stored, Total + 1);
        BinaryPrimitives.WriteInt32LittleEndian(stored.AsSpan(4), SinceQueued + 1);
        BinaryPrimitives.WriteInt64LittleEndian(stored.AsSpan(8), queuedAt.UtcTicks);
        for (var i = 0; i < kept; i++)
        {
            Write(stored.AsSpan(HeadSize + (i * AttemptSize)), Attempts[Attempts.Count - kept + i]);
        }

        Write(stored.AsSpan(HeadSize + (kept * AttemptSize)), attempt);
        return stored;
    }

    private static void Write(Span<byte> destination, in Attempt attempt)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, attempt.At.UtcTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(
            destination[8..], (uint)Math.Clamp(attempt.Elapsed.TotalMilliseconds, 0, uint.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[12..], (ushort)attempt.StatusCode);
        destination[14] = (byte)attempt.Result;
    }
}
