using Gateway.Delivery.Attempts;

namespace Gateway.Tests.Delivery.Attempts;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData(" 1 ", 1)]
    [InlineData("Fri, 02 Jan 2026 03:04:35 GMT", 30)]
    [InlineData("Fri, 02 Jan 2026 03:04:05 GMT", null)]
    [InlineData("Fri, 02 Jan 2015 03:04:05 GMT", null)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    public void Seconds_and_dates_are_understood_and_nothing_else(string value, int? seconds) =>
        Assert.Equal(seconds, (int?)RetryAfterHeader.Read(value, Now)?.TotalSeconds);
}
