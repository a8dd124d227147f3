using System.Globalization;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Replay;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The stamp that was signed is another than the one that is sent: written otherwise, of another clock, or made twice.</summary>
internal sealed class StampDiffers : IHypothesis
{
    private const int ClockSeconds = 600;
    private const int ZoneMinutes = 15;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { Values: { } values } direct)
        {
            yield break;
        }

        if (!values.All(value => value.State == ValueState.Found))
        {
            foreach (var suspicion in Lost(evidence, direct))
            {
                yield return suspicion;
            }

            yield break;
        }

        foreach (var (index, value) in values.Index().Where(value => value.Item is { Name: not null, IsBody: false }))
        {
            if (StampText.Read(Encoding.UTF8.GetString(value.Bytes), evidence.Instant) is not { } stamp)
            {
                continue;
            }

            var before = ContentValue.Join(values.Take(index));
            var behind = ContentValue.Join(values.Skip(index + 1));
            foreach (var (text, id, what) in Others(stamp.Instant, stamp.Format))
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                if (direct.SignerOf([.. before, .. Encoding.ASCII.GetBytes(text), .. behind]) is { } key)
                {
                    yield return new Suspicion(
                        id,
                        $"The timestamp that was signed is another than the one that is sent at '{{{value.Name}}}': {what}.",
                        "Have the sender make the stamp once, sign it and send that very text; nothing on the way may write it anew.")
                    {
                        Proof = $"with this changed, what is signed is right under the key '{key}'",
                    };
                }
            }
        }
    }

    /// <summary>A stamp that is not there was one of about now.</summary>
    private static IEnumerable<Suspicion> Lost(Evidence evidence, DirectProof direct)
    {
        if (direct.Values.Where(value => value.State != ValueState.Found).ToList() is not [{ Name: { } name }])
        {
            yield break;
        }

        var format = TimestampFormatName.Find(evidence.Config.Replay?.Format ?? "unix-seconds") ?? TimestampFormat.UnixSeconds;
        for (var away = 0; away <= ClockSeconds; away++)
        {
            foreach (var offset in (int[])[-away, away])
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                var text = Encoding.ASCII.GetBytes(TimestampText.Write(evidence.Instant.AddSeconds(offset), format));
                if (direct.SignerOf(ContentValue.Join(direct.Values, value => value.State == ValueState.Found ? value.Bytes : text)) is { } key)
                {
                    yield return new Suspicion(
                        "timestamp-lost",
                        $"Nothing stands at '{{{name}}}', and the sender has signed a timestamp there, {Math.Abs(offset)} s {(offset <= 0 ? "before" : "after")} the instant it is judged at.",
                        "Find what takes the timestamp away between provider and gateway.")
                    {
                        Proof = $"with that stamp, what is signed is right under the key '{key}'",
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Text, string Id, string What)> Others(DateTimeOffset stamp, string format)
    {
        var seconds = stamp.ToUnixTimeSeconds();
        foreach (var (name, text) in Written(stamp).Where(way => way.Name != format))
        {
            yield return (text, "timestamp-changed", $"it was signed as {name}");
        }

        for (var millisecond = 0; millisecond < 1000; millisecond++)
        {
            yield return (Text((seconds * 1000) + millisecond), "timestamp-changed", "it was signed in milliseconds");
        }

        var parsed = TimestampFormatName.Find(format) ?? TimestampFormat.UnixSeconds;
        for (var away = 1; away <= ClockSeconds; away++)
        {
            foreach (var offset in (int[])[-away, away])
            {
                yield return (TimestampText.Write(stamp.AddSeconds(offset), parsed), "timestamp-clock", string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(offset)} s {(offset < 0 ? "earlier" : "later")}, of the clock of who wrote it anew"));
            }
        }

        if (parsed == TimestampFormat.UnixMilliseconds)
        {
            for (var away = 1; away <= 5000; away++)
            {
                foreach (var offset in (int[])[-away, away])
                {
                    yield return (TimestampText.Write(stamp.AddMilliseconds(offset), parsed), "timestamp-clock", string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(offset)} ms {(offset < 0 ? "earlier" : "later")}"));
                }
            }
        }

        for (var minutes = ZoneMinutes; minutes <= 14 * 60; minutes += ZoneMinutes)
        {
            foreach (var offset in (int[])[-minutes, minutes])
            {
                yield return (TimestampText.Write(stamp.AddMinutes(offset), parsed), "timestamp-zone", $"{TimeSpan.FromMinutes(Math.Abs(offset)):hh\\:mm} h {(offset < 0 ? "earlier" : "later")}, of another time zone");
            }
        }
    }

    private static IEnumerable<(string Name, string Text)> Written(DateTimeOffset stamp)
    {
        var time = stamp.UtcDateTime;
        yield return ("unix-seconds", Text(stamp.ToUnixTimeSeconds()));
        yield return ("unix-milliseconds", Text(stamp.ToUnixTimeMilliseconds()));
        yield return ("iso-8601", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        yield return ("iso-8601 with milliseconds", time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        yield return ("iso-8601 with microseconds", time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        yield return ("iso-8601 with +00:00", time.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture));
        yield return ("iso-8601 with microseconds and +00:00", time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture));
        yield return ("iso-8601 without a zone", time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("a date with a blank", time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("rfc-1123", time.ToString("r", CultureInfo.InvariantCulture));
        yield return ("microseconds", Text(stamp.ToUnixTimeMilliseconds() * 1000));
        yield return ("nanoseconds", Text(stamp.ToUnixTimeMilliseconds()) + "000000");
        yield return ("seconds with .0", Text(stamp.ToUnixTimeSeconds()) + ".0");
        yield return ("seconds with three decimals", Text(stamp.ToUnixTimeSeconds()) + ".000");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
