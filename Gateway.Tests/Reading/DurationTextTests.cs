using Gateway.Reading;

namespace Gateway.Tests.Reading;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("0:5:0", 300)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("7.00:00:00", 604_800)]
    [InlineData("00:00:00.25", 0.25)]
    [InlineData("00:00:00.0000001", 0.0000001)]
    [InlineData("5m", 300)]
    [InlineData("90s", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    [InlineData("250ms", 0.25)]
    [InlineData("0s", 0)]
    [InlineData("PT5M", 300)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1DT12H", 129_600)]
    [InlineData("P2W", 1_209_600)]
    [InlineData("P1D", 86_400)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT0S", 0)]
    public void A_duration_is_read(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromTicks((long)((decimal)seconds * TimeSpan.TicksPerSecond)), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5:00")]
    [InlineData("300")]
    [InlineData("24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("00:00:60")]
    [InlineData("-00:00:01")]
    [InlineData("-5m")]
    [InlineData("00:05:00 ")]
    [InlineData("00:05:00\n")]
    [InlineData("00:00:00.00000001")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("1.5h")]
    [InlineData("1h30m")]
    [InlineData("9999999999s")]
    [InlineData("999999999d")]
    [InlineData("99999999.00:00:00")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("pt5m")]
    [InlineData("PT5M1H")]
    [InlineData("PT5")]
    [InlineData("-PT5M")]
    [InlineData("PT1,5S")]
    [InlineData("٥m")]
    public void What_has_no_form_or_two_meanings_is_none(string text) => Assert.Null(DurationText.Parse(text));

    [Theory]
    [InlineData("5:00", "\"05:00:00\"", "\"00:05:00\"")]
    [InlineData("90:00", "\"3.18:00:00\"", "\"01:30:00\"")]
    [InlineData("300", "\"300s\"", "\"300ms\"")]
    [InlineData("24:00:00", "\"1.00:00:00\"", "")]
    [InlineData("5 minutes", "\"5m\"", "")]
    [InlineData("10 Sec", "\"10s\"", "")]
    [InlineData("3 hrs", "\"3h\"", "")]
    [InlineData("100 milliseconds", "\"100ms\"", "")]
    [InlineData("2w", "\"P2W\"", "")]
    [InlineData("1h30m", "\"PT1H30M\"", "")]
    [InlineData("pt5m", "\"PT5M\"", "")]
    [InlineData("P1M", "\"P30D\"", "")]
    public void What_was_probably_meant_is_suggested_and_can_be_read(string text, string first, string second)
    {
        var suggestion = DurationText.Suggest(text);

        Assert.Contains(first, suggestion, StringComparison.Ordinal);
        Assert.Contains(second, suggestion, StringComparison.Ordinal);
        Assert.NotNull(DurationText.Parse(first.Trim('"')));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("::")]
    public void Nothing_is_suggested_of_what_cannot_be_told(string text) => Assert.Equal("", DurationText.Suggest(text));
}
