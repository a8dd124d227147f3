namespace Gateway.Expectations;

/// <summary>Hours since 1970, UTC: what the rhythm of a week is counted by.</summary>
internal static class HourOfTime
{
    public const int InWeek = 7 * 24;

    public static long Of(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;
}
