namespace Gateway.Tests.Storage;

/// <summary>Every order in which steps can happen, repetitions included.</summary>
internal static class Interleavings
{
    /// <summary>All sequences of the length, by the indices of the steps.</summary>
    public static IEnumerable<int[]> Of(int steps, int length)
    {
        var sequence = new int[length];
        do
        {
            yield return (int[])sequence.Clone();
        }
        while (Next(sequence, steps));
    }

    private static bool Next(int[] sequence, int steps)
    {
        for (var at = sequence.Length - 1; at >= 0; at--)
        {
            if (++sequence[at] < steps)
            {
                return true;
            }

            sequence[at] = 0;
        }

        return false;
    }
}
