using System.Globalization;
using Gateway.Verification.Replay;

namespace Gateway.Tests.Verification.Replay;

public sealed class TimestampTextTests
{
    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.0000000")]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000")]
    [InlineData("4294967296", "2106-02-07T06:28:16.0000000")]
    [InlineData("253402300799", "9999-12-31T23:59:59.0000000")]
    public void Unix_seconds_are_digits(string text, string instant) => AssertReads(TimestampFormat.UnixSeconds, text, instant);

    [Theory]
    [InlineData("1700000000123", "2023-11-14T22:13:20.1230000")]
    [InlineData("253402300799999", "9999-12-31T23:59:59.9990000")]
    public void Unix_milliseconds_are_digits(string text, string instant) =>
        AssertReads(TimestampFormat.UnixMilliseconds, text, instant);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("null")]
    [InlineData("1e9")]
    [InlineData("+5")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("01700000000")]
    [InlineData(" 1700000000")]
    [InlineData("1700000000 ")]
    [InlineData("1700000000\0")]
    [InlineData("1700000000\n")]
    [InlineData("1700000000.5")]
    [InlineData("1700000000.")]
    [InlineData("1,700,000,000")]
    [InlineData("0x6553F100")]
    [InlineData("1700000000abc")]
    [InlineData("\u0661\u0667\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660")]
    [InlineData("\uff11\uff17\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10")]
    [InlineData("2023-11-14T22:13:20Z")]
    [InlineData("9999999999999999999999999999")]
    [InlineData("9223372036854775807")]
    public void What_is_not_digits_alone_is_no_unix_time(string text)
    {
        AssertRefuses(TimestampFormat.UnixSeconds, text);
        AssertRefuses(TimestampFormat.UnixMilliseconds, text);
    }

    [Theory]
    [InlineData("253402300800")]
    [InlineData("1700000000000")]
    public void Seconds_beyond_the_year_9999_are_refused(string text) => AssertRefuses(TimestampFormat.UnixSeconds, text);

    [Theory]
    [InlineData("253402300800000")]
    [InlineData("1700000000000000")]
    public void Milliseconds_beyond_the_year_9999_are_refused(string text) => AssertRefuses(TimestampFormat.UnixMilliseconds, text);

    [Theory]
    [InlineData("2023-11-14T22:13:20Z", "2023-11-14T22:13:20.0000000")]
    [InlineData("2023-11-14T22:13:20z", "2023-11-14T22:13:20.0000000")]
    [InlineData("2023-11-14T22:13:20.1Z", "2023-11-14T22:13:20.1000000")]
    [InlineData("2023-11-14T22:13:20.123Z", "2023-11-14T22:13:20.1230000")]
    [InlineData("2023-11-14T22:13:20.1234567Z", "2023-11-14T22:13:20.1234567")]
    [InlineData("2023-11-14T22:13:20.123456789Z", "2023-11-14T22:13:20.1234567")]
    [InlineData("2023-11-14T22:13:20+00:00", "2023-11-14T22:13:20.0000000")]
    [InlineData("2023-11-14T22:13:20-00:00", "2023-11-14T22:13:20.0000000")]
    [InlineData("2023-11-14T22:13:20+01:00", "2023-11-14T21:13:20.0000000")]
    [InlineData("2023-11-14T22:13:20-05:30", "2023-11-15T03:43:20.0000000")]
    [InlineData("2023-11-14T22:13:20.5+14:00", "2023-11-14T08:13:20.5000000")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.9999999")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    public void ISO_8601_is_date_time_and_zone(string text, string instant) => AssertReads(TimestampFormat.Iso8601, text, instant);

    [Theory]
    [InlineData("")]
    [InlineData("2023-11-14")]
    [InlineData("2023-11-14T22:13Z")]
    [InlineData("2023-11-14T22:13:20")]
    [InlineData("2023-11-14T22:13:20.5")]
    [InlineData("2023-11-14T22:13:20.Z")]
    [InlineData("2023-11-14T22:13:20,5Z")]
    [InlineData("2023-11-14T22:13:20.1234567890Z")]
    [InlineData("2023-11-14 22:13:20Z")]
    [InlineData("2023-11-14t22:13:20Z")]
    [InlineData("2023-11-14T22:13:60Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2023-11-14T24:00:00Z")]
    [InlineData("2023-11-31T00:00:00Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2023-13-01T00:00:00Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("+10000-01-01T00:00:00Z")]
    [InlineData("-0001-01-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("23-11-14T22:13:20Z")]
    [InlineData("2023-1-14T22:13:20Z")]
    [InlineData("20231114T221320Z")]
    [InlineData("2023-11-14T22:13:20+0100")]
    [InlineData("2023-11-14T22:13:20+01")]
    [InlineData("2023-11-14T22:13:20+1:00")]
    [InlineData("2023-11-14T22:13:20+14:01")]
    [InlineData("2023-11-14T22:13:20+15:00")]
    [InlineData("2023-11-14T22:13:20+01:60")]
    [InlineData("2023-11-14T22:13:20+1\0:00")]
    [InlineData("2023-11-14T22:13:20\u221201:00")]
    [InlineData("2023-11-14T22:13:20 Z")]
    [InlineData("2023-11-14T22:13:20Z ")]
    [InlineData(" 2023-11-14T22:13:20Z")]
    [InlineData("2023-11-14T22:13:20ZZ")]
    [InlineData("2023-11-14T22:13:20GMT")]
    [InlineData("2023-11-14T22:13:20Z\0")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("1700000000")]
    [InlineData("Tue, 14 Nov 2023 22:13:20 GMT")]
    public void What_lacks_a_part_or_has_one_too_many_is_no_ISO_8601(string text) => AssertRefuses(TimestampFormat.Iso8601, text);

    [Theory]
    [InlineData("UnixSeconds", "1700000000")]
    [InlineData("UnixMilliseconds", "1700000000000")]
    [InlineData("Iso8601", "2023-11-14T22:13:20Z")]
    public void What_is_written_can_be_read(string format, string text)
    {
        var parsed = Enum.Parse<TimestampFormat>(format);
        var instant = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        Assert.Equal(text, TimestampText.Write(instant, parsed));
        Assert.True(TimestampText.TryRead(text, parsed, out var read));
        Assert.Equal(instant, read);
    }

    private static void AssertReads(TimestampFormat format, string text, string instant)
    {
        Assert.True(TimestampText.TryRead(text, format, out var read));
        Assert.Equal(instant, read.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    private static void AssertRefuses(TimestampFormat format, string text) =>
        Assert.False(TimestampText.TryRead(text, format, out _), $"'{text}' was taken for {format}.");
}
