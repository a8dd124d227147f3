namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The timestamp is the right one, written otherwise than <c>Replay.Format</c> says.</summary>
internal sealed class StampFormat : IHypothesis
{
    public static readonly string[] Formats = ["unix-seconds", "unix-milliseconds", "iso-8601", "iso-8601-utc", "rfc-1123"];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Config.Replay is not { } replay)
        {
            yield break;
        }

        var written = replay.Format ?? Formats[0];
        foreach (var format in Formats.Where(format => format != written))
        {
            yield return new Suspicion(
                "timestamp-format",
                $"The timestamp is written in {format}, and read as {written}.",
                $"Say in 'Replay': \"Format\": \"{format}\".")
            {
                Config = evidence.Config with { Replay = replay with { Format = format } },
            };
        }
    }
}
