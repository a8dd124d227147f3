namespace Gateway.Observability.Traffic;

/// <summary>Counts in buckets over the last half hour to hour: two sets, of which the older is emptied when its time is over.</summary>
/// <param name="buckets">How many.</param>
internal sealed class HalfHours(int buckets)
{
    private const int Minutes = 30;

    private readonly int[][] _counts = [new int[buckets], new int[buckets]];
    private readonly int[] _halves = new int[2];

    public void Add(int minute, int bucket)
    {
        var half = minute / Minutes;
        var index = half % 2;
        if (_halves[index] != half)
        {
            _halves[index] = half;
            Array.Clear(_counts[index]);
        }

        _counts[index][bucket]++;
    }

    /// <summary>Of this half hour and the one before.</summary>
    public int[] Sum(int minute)
    {
        var half = minute / Minutes;
        var sum = new int[buckets];
        for (var index = 0; index < 2; index++)
        {
            if (_halves[index] >= half - 1)
            {
                for (var i = 0; i < buckets; i++)
                {
                    sum[i] += _counts[index][i];
                }
            }
        }

        return sum;
    }
}
