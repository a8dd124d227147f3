namespace Gateway.Alarms;

/// <summary>A tally at one moment, or the difference of two.</summary>
internal readonly record struct TallySample(long Succeeded, long Failed, long Forged, long Timed, long Late, long Ahead)
{
    public static TallySample operator -(TallySample now, TallySample then) => new(
        now.Succeeded - then.Succeeded, now.Failed - then.Failed, now.Forged - then.Forged,
        now.Timed - then.Timed, now.Late - then.Late, now.Ahead - then.Ahead);
}
