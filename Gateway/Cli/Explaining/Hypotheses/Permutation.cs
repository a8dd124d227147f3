namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Every order of a few things.</summary>
internal static class Permutation
{
    public static IEnumerable<int[]> All(int count) => From([.. Enumerable.Range(0, count)], 0).Select(order => (int[])order.Clone());

    private static IEnumerable<int[]> From(int[] order, int from)
    {
        if (from == order.Length)
        {
            yield return order;
            yield break;
        }

        for (var i = from; i < order.Length; i++)
        {
            (order[from], order[i]) = (order[i], order[from]);
            foreach (var permutation in From(order, from + 1))
            {
                yield return permutation;
            }

            (order[from], order[i]) = (order[i], order[from]);
        }
    }
}
