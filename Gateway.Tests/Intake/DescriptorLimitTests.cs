using Gateway.Intake;

namespace Gateway.Tests.Intake;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max open files", null)]
    [InlineData("Max processes             1024                 524288               processes ", null)]
    public void The_soft_limit_is_read(string line, long? expected) =>
        Assert.Equal(expected, DescriptorLimit.SoftLimit(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData(null, int.MaxValue)]
    [InlineData(0L, 16)]
    [InlineData(340L, 16)]
    [InlineData(1024L, 342)]
    [InlineData(1_048_576L, 524_118)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Half_of_what_is_not_the_gateways_own_is_for_senders(long? descriptors, int connections) =>
        Assert.Equal(connections, DescriptorLimit.ConnectionsOf(descriptors));

    [Fact]
    public void The_limit_of_this_process_is_one_that_serves() =>
        Assert.InRange(DescriptorLimit.Connections, 16, int.MaxValue);
}
