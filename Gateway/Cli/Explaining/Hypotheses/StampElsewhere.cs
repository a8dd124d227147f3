using Gateway.Verification.Replay;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The timestamp that was signed stands in another header, or was signed in another form than it is sent.</summary>
internal sealed class StampElsewhere : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Config.Replay is not { Timestamp: { } place } replay)
        {
            yield break;
        }

        var others = StampText.HeadersOf(evidence)
            .Where(header => !place.Contains($"header:{header.Name}", StringComparison.OrdinalIgnoreCase));
        foreach (var (name, format) in others)
        {
            yield return new Suspicion(
                "timestamp-place",
                $"The timestamp that was signed is the one in '{name}' ({format}), not at '{place}'.",
                $"Say in 'Replay': \"Timestamp\": \"header:{name}\", \"Format\": \"{format}\".")
            {
                Config = evidence.Config with { Replay = replay with { Timestamp = $"header:{name}", Format = format } },
            };
        }

        foreach (var name in NamedHeaders.In(place))
        {
            if (evidence.Request.Header(name) is not { } value || StampText.Read(value, evidence.Instant) is not { } stamp)
            {
                continue;
            }

            foreach (var (format, setting) in ((TimestampFormat, string)[])
                [(TimestampFormat.UnixMilliseconds, "unix-milliseconds"), (TimestampFormat.UnixSeconds, "unix-seconds"), (TimestampFormat.Iso8601, "iso-8601")])
            {
                yield return new Suspicion(
                    "timestamp-changed",
                    $"The timestamp in '{name}' was changed on the way: it was signed in {setting}.",
                    "Find what rewrites the header between provider and gateway.")
                {
                    Request = evidence.Request.WithHeader(name, TimestampText.Write(stamp.Instant, format)),
                    Config = evidence.Config with { Replay = replay with { Format = setting } },
                };
            }
        }
    }
}
