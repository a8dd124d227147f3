using System.Buffers.Binary;

namespace Gateway.Expectations;

/// <summary>
/// When a provider usually sends: of each hour of the last weeks, in how many of its minutes a webhook came, and the longest wait for one
/// of each week, in webhooks that were to be expected meanwhile. Minutes and not webhooks, so that a burst is not taken for a habit. 900 bytes, whatever comes.
/// </summary>
internal sealed class Rhythm
{
    /// <summary>That are learned from.</summary>
    public const int Weeks = 4;

    /// <summary>Below, there is no telling what is usual: one webhook a day, with days on which none came.</summary>
    private const int LeastMinutes = 20;

    private const int MostInHour = 60;
    private const int Rows = Weeks + 1; // and the week that is under way
    private const int Hours = Rows * HourOfTime.InWeek;
    private const byte Form = 1;
    private const int Length = 1 + 16 + Hours + (Rows * 12);

    private readonly byte[] _minutes = new byte[Hours];
    private readonly long[] _waitWeeks = new long[Rows];
    private readonly float[] _waits = new float[Rows];
    private long _last;

    /// <param name="first">The first whole hour that was watched.</param>
    public Rhythm(long first) => (First, _last) = (first, first);

    /// <summary>The first whole hour that was watched.</summary>
    public long First { get; private set; }

    /// <summary>Whether it goes back far enough, and has enough in it, to be judged by.</summary>
    public bool IsKnown(long hour) => KnownFrom <= hour && Sum(hour) >= LeastMinutes;

    /// <summary>From when on it may be judged by: each hour of the week was seen twice, and for a week how long waits are in them.</summary>
    public long KnownFrom => First + (3 * HourOfTime.InWeek);

    /// <summary>Minutes of an hour in which a webhook came, on the average of the same hour of the weeks before.</summary>
    public double Usual(long hour)
    {
        var (sum, weeks) = (0, 0);
        for (var week = 1; week <= Weeks; week++)
        {
            var before = hour - (week * HourOfTime.InWeek);
            if (before >= First)
            {
                sum += Minutes(before);
                weeks++;
            }
        }

        return weeks == 0 ? 0 : (double)sum / weeks;
    }

    /// <summary>The longest wait of the last weeks.</summary>
    public double LongestWait(long hour)
    {
        var longest = 0f;
        for (var i = 0; i < Rows; i++)
        {
            if (_waitWeeks[i] > (hour / HourOfTime.InWeek) - Rows)
            {
                longest = Math.Max(longest, _waits[i]);
            }
        }

        return longest;
    }

    /// <param name="hour">Which.</param>
    /// <param name="minutes">In how many more of its minutes a webhook came; together with other replicas' never more than there are.</param>
    public void Count(long hour, int minutes)
    {
        for (; _last < hour; _last++)
        {
            _minutes[(_last + 1) % Hours] = 0; // Of five weeks ago.
        }

        if (hour > _last - Hours)
        {
            ref var counted = ref _minutes[hour % Hours];
            counted = (byte)Math.Min(MostInHour, counted + minutes);
        }
    }

    /// <param name="hour">When it ended.</param>
    /// <param name="wait">In webhooks that were to be expected meanwhile.</param>
    public void Waited(long hour, double wait)
    {
        if (First > hour - (2 * HourOfTime.InWeek))
        {
            return; // What was to be expected was known from one week, at most.
        }

        var week = hour / HourOfTime.InWeek;
        var i = (int)(week % Rows);
        if (_waitWeeks[i] != week)
        {
            (_waitWeeks[i], _waits[i]) = (week, 0);
        }

        _waits[i] = Math.Max(_waits[i], (float)wait);
    }

    public byte[] Write()
    {
        var bytes = new byte[Length];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), First);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(9), _last);
        _minutes.CopyTo(bytes, 17);
        for (var i = 0; i < Rows; i++)
        {
            var at = bytes.AsSpan(17 + Hours + (i * 12));
            BinaryPrimitives.WriteInt64LittleEndian(at, _waitWeeks[i]);
            BinaryPrimitives.WriteSingleLittleEndian(at[8..], _waits[i]);
        }

        return bytes;
    }

    /// <summary>What was written; null if that was of another form: it is learned anew then.</summary>
    public static Rhythm? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Form)
        {
            return null;
        }

        var rhythm = new Rhythm(BinaryPrimitives.ReadInt64LittleEndian(bytes[1..])) { _last = BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]) };
        bytes.Slice(17, Hours).CopyTo(rhythm._minutes);
        for (var i = 0; i < Rows; i++)
        {
            var at = bytes[(17 + Hours + (i * 12))..];
            rhythm._waitWeeks[i] = BinaryPrimitives.ReadInt64LittleEndian(at);
            rhythm._waits[i] = BinaryPrimitives.ReadSingleLittleEndian(at[8..]);
        }

        return rhythm;
    }

    private int Sum(long hour)
    {
        var sum = 0;
        for (var before = hour - (Weeks * HourOfTime.InWeek); before < hour; before++)
        {
            sum += before < First ? 0 : Minutes(before);
        }

        return sum;
    }

    private int Minutes(long hour) => hour > _last || hour <= _last - Hours ? 0 : _minutes[hour % Hours];
}
