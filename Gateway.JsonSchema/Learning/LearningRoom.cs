namespace Gateway.JsonSchema.Learning;

/// <summary>How much may still be remembered: what does not fit any more is left open in the schema, so it refuses nothing for it.</summary>
/// <param name="places">How many places, all together.</param>
internal sealed class LearningRoom(int places)
{
    /// <summary>What is deeper is not looked at.</summary>
    public const int MostDepth = 32;

    /// <summary>Names of one object; with more it is a map.</summary>
    public const int MostNames = 100;

    /// <summary>Characters of a name; what is longer is none that somebody chose.</summary>
    public const int LongestName = 128;

    /// <summary>Room for one payload after the other: some hundred bytes for each place.</summary>
    public const int MostPlaces = 10_000;

    private int _left = places;

    public bool TryTake()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }
}
