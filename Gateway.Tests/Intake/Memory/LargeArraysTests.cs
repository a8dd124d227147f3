using Gateway.Intake.Memory;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Intake.Memory;

public sealed class LargeArraysTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 131_072)]
    [InlineData(1 << 30, 1 << 30)]
    public void The_length_that_is_charged_is_the_length_that_is_rented(int least, int length) =>
        Assert.Equal(length, LargeArrays.LengthFor(least));

    [Fact]
    public void What_comes_back_is_rented_again()
    {
        using var arrays = new LargeArrays(TimeProvider.System);
        var array = arrays.Rent(Mebibyte);

        arrays.Return(array);

        Assert.Equal(Mebibyte, arrays.IdleBytes);
        Assert.Same(array, arrays.Rent(Mebibyte));
        Assert.Equal(0, arrays.IdleBytes);
    }

    [Fact]
    public void What_is_small_is_not_kept_here()
    {
        using var arrays = new LargeArrays(TimeProvider.System);

        arrays.Return(arrays.Rent(65_536));

        Assert.Equal(0, arrays.IdleBytes);
    }

    [Fact]
    public void Others_that_need_the_room_get_it()
    {
        using var arrays = new LargeArrays(TimeProvider.System);
        arrays.Return(new byte[4 * Mebibyte]);
        arrays.Return(new byte[Mebibyte]);

        arrays.Drop(2 * Mebibyte);

        Assert.Equal(Mebibyte, arrays.IdleBytes);
    }

    [Fact]
    public void What_nobody_has_needed_for_a_while_is_not_kept()
    {
        var clock = new FakeTimeProvider();
        using var arrays = new LargeArrays(clock);
        arrays.Return(new byte[Mebibyte]);
        arrays.Return(new byte[Mebibyte]);
        clock.Advance(TimeSpan.FromSeconds(10));
        arrays.Return(arrays.Rent(Mebibyte)); // One of the two is in use now and then.
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Mebibyte, arrays.IdleBytes);
    }
}
