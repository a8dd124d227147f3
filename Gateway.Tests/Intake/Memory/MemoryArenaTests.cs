using Gateway.Intake.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Intake.Memory;

public sealed class MemoryArenaTests(ITestOutputHelper output)
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * Kibibyte;

    [Theory]
    [InlineData(0, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(65_536, 65_536)]
    [InlineData(16_384, 16_384)]
    [InlineData(16_385, 32_768)]
    [InlineData(65_537, 131_072)]
    [InlineData(131_073, 262_144)]
    [InlineData(1 << 30, 1 << 30)]
    public void The_length_that_is_charged_is_the_length_that_is_rented(int least, int length)
    {
        Assert.Equal(length, MemoryArena.LengthFor(least));
        using var arena = new MemoryArena(64 * Mebibyte, TimeProvider.System);
        Assert.True(length > 64 * Mebibyte || (arena.TryRent(length, out var block) && block.Count == length));
    }

    [Fact]
    public void What_comes_back_is_rented_again_whatever_pieces_it_was_in()
    {
        using var arena = new MemoryArena(32 * Mebibyte, TimeProvider.System);
        for (var round = 0; round < 3; round++)
        {
            for (var length = 32 * Kibibyte; length <= 16 * Mebibyte; length *= 2)
            {
                var blocks = new List<ArraySegment<byte>>();
                for (var rented = 0; rented < 16 * Mebibyte; rented += length)
                {
                    Assert.True(arena.TryRent(length, out var block));
                    blocks.Add(block);
                }

                blocks.ForEach(block => arena.Return(block));
            }
        }

        Assert.Equal(16 * Mebibyte, arena.HeldBytes);
    }

    /// <summary>Each block is filled with a number of its own, which has to be in all of it when it comes back.</summary>
    [Fact]
    public void No_two_hold_the_same_byte()
    {
        var chance = Chance.For(output);
        using var arena = new MemoryArena(32 * Mebibyte, TimeProvider.System);
        var held = new List<(ArraySegment<byte> Block, byte Number)>();
        for (var step = 0; step < 2000; step++)
        {
            if (chance.Below(2) == 0 && arena.TryRent(MemoryArena.LengthFor(1 << (14 + chance.Below(9))), out var block))
            {
                block.AsSpan().Fill((byte)step);
                held.Add((block, (byte)step));
            }
            else if (held.Count > 0)
            {
                var at = chance.Below(held.Count);
                Assert.False(held[at].Block.AsSpan().ContainsAnyExcept(held[at].Number));
                arena.Return(held[at].Block);
                held.RemoveAt(at);
            }
        }

        Assert.InRange(arena.HeldBytes, 0, 48 * Mebibyte);
    }

    [Fact]
    public void What_is_small_or_larger_than_a_chunk_is_not_kept_here()
    {
        using var arena = new MemoryArena(64 * Mebibyte, TimeProvider.System);
        Assert.True(arena.TryRent(16_384, out var small));
        Assert.True(arena.TryRent(32 * Mebibyte, out var large));

        arena.Return(small);
        arena.Return(large);

        Assert.Equal(0, arena.HeldBytes);
    }

    [Fact]
    public void What_nobody_has_needed_for_a_while_is_not_kept()
    {
        var clock = new FakeTimeProvider();
        using var arena = new MemoryArena(128 * Mebibyte, clock);
        Assert.True(arena.TryRent(16 * Mebibyte, out var first));
        Assert.True(arena.TryRent(Mebibyte, out var second));
        arena.Return(first);
        Assert.Equal(32 * Mebibyte, arena.HeldBytes);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(16 * Mebibyte, arena.HeldBytes);
        arena.Return(second);
    }
}
