using System.Buffers.Binary;

namespace Gateway.Expectations;

/// <summary>How long a route has heard nothing, of what was watched: a gateway that did not run has missed nothing.</summary>
internal sealed class Quiet
{
    /// <summary>In hours: a provider's day may begin an hour earlier or later than the weeks before, as with summer time.</summary>
    private static readonly int[] Shifts = [-1, 0, 1];

    private const byte Form = 1;
    private const int Length = 1 + 16 + (3 * 8);

    private readonly double[] _expected = new double[Shifts.Length];

    /// <summary>The last verified webhook, in milliseconds since 1970; 0 for none.</summary>
    public long LastSeen { get; private set; }

    /// <summary>Since then, or since watching began.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>How many webhooks were to be expected meanwhile.</summary>
    public double Expected => _expected.Min();

    public void Pass(DateTimeOffset now, TimeSpan elapsed, Rhythm? rhythm)
    {
        Time += elapsed;
        for (var i = 0; rhythm is not null && i < Shifts.Length; i++)
        {
            _expected[i] += rhythm.Usual(HourOfTime.Of(now) + Shifts[i]) * elapsed.TotalHours;
        }
    }

    /// <summary>One has come.</summary>
    public void Break(long seen, DateTimeOffset now, Rhythm? rhythm)
    {
        LastSeen = seen;
        Time = TimeSpan.Zero;
        Array.Clear(_expected);
        var since = now - DateTimeOffset.FromUnixTimeMilliseconds(seen);
        Pass(now, since > TimeSpan.Zero ? since : TimeSpan.Zero, rhythm);
    }

    /// <summary>Nothing is seen in a time to come: a clock was ahead, here or at another replica, and what comes now must count.</summary>
    public void Bound(DateTimeOffset now) => LastSeen = Math.Min(LastSeen, now.ToUnixTimeMilliseconds());

    public byte[] Write()
    {
        var bytes = new byte[Length];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), LastSeen);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(9), Time.Ticks);
        for (var i = 0; i < Shifts.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(17 + (i * 8)), _expected[i]);
        }

        return bytes;
    }

    /// <summary>What was written; null if that was of another form.</summary>
    public static Quiet? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Form)
        {
            return null;
        }

        var quiet = new Quiet
        {
            LastSeen = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            Time = new TimeSpan(BinaryPrimitives.ReadInt64LittleEndian(bytes[9..])),
        };
        for (var i = 0; i < Shifts.Length; i++)
        {
            quiet._expected[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(17 + (i * 8))..]);
        }

        return quiet;
    }
}
