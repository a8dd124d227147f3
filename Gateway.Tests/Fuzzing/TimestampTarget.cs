using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Verification.Replay;

namespace Gateway.Tests.Fuzzing;

/// <summary>Timestamps in every format, against a grammar and the framework's own reading.</summary>
internal sealed partial class TimestampTarget : FuzzTarget
{
    public override string[] Fragments => ["0", "9", "-", "+", ":", "T", "Z", ".", "GMT", "NaN", "1e9", " ", "\0", "999999999999", "+14:00", "-00:00", "2024-02-29"];

    public override bool Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isRead = false;
        foreach (var format in Enum.GetValues<TimestampFormat>())
        {
            if (!TimestampText.TryRead(text, format, out var instant))
            {
                continue;
            }

            isRead = true;
            var wanted = format switch
            {
                TimestampFormat.UnixSeconds => Unix(text, 12, 1),
                TimestampFormat.UnixMilliseconds => Unix(text, 15, 1000),
                TimestampFormat.Unix => Unix(text, text.Length > 12 ? 15 : 12, text.Length > 12 ? 1000 : 1),
                TimestampFormat.Rfc1123 => DateTimeOffset.ParseExact(text, "r", CultureInfo.InvariantCulture),
                _ => Iso(text),
            };
            Assert.True(wanted == instant, $"'{text}' as {format} is {instant:O}, not {wanted:O}");

            // What is written is read as the same second.
            Assert.True(TimestampText.TryRead(TimestampText.Write(instant, format), format, out var again) || instant < DateTimeOffset.UnixEpoch);
            Assert.True(again == default || again.ToUnixTimeSeconds() == instant.ToUnixTimeSeconds());
        }

        return isRead;
    }

    private static DateTimeOffset? Unix(string text, int digits, int perSecond) =>
        Regex.IsMatch(text, $@"\A(0|[1-9][0-9]{{0,{digits - 1}}})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture) * (TimeSpan.TicksPerSecond / perSecond))
            : null;

    private static DateTimeOffset? Iso(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var local = DateTime.ParseExact(match.Groups["whole"].Value, "s", CultureInfo.InvariantCulture)
            .AddTicks(fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture));
        var zone = match.Groups["zone"].Value;
        var offset = zone is "" or "Z" or "z" ? TimeSpan.Zero : TimeSpan.ParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(DateTime.SpecifyKind(zone.StartsWith('-') ? local + offset : local - offset, DateTimeKind.Utc));
    }

    [GeneratedRegex(
        @"\A(?<whole>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?(?<zone>Z|z|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Rfc3339();
}
