namespace Gateway.Observability.Traffic;

/// <summary>Ages of signed timestamps in steps, around the default bounds; a negative one is ahead.</summary>
internal static class SkewScale
{
    /// <summary>The end of each step but the last, in seconds.</summary>
    public static IReadOnlyList<double> Ends { get; } = [-300, -60, -10, -1, 0, 1, 5, 10, 30, 60, 120, 300, 3600, 86400];

    public static int Steps => Ends.Count + 1;

    public static int StepOf(TimeSpan age)
    {
        var step = 0;
        while (step < Ends.Count && age.TotalSeconds > Ends[step])
        {
            step++;
        }

        return step;
    }
}
