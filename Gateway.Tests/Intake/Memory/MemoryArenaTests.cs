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
    [InlineData((1 << 20) - 1, 1 << 20)]
    [InlineData((1 << 20) + 1, 2 << 20)]
    [InlineData(17_000_000, 17 << 20)]
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
                for (var rented = 0; rented < 32 * Mebibyte; rented += length)
                {
                    Assert.True(arena.TryRent(length, out var block));
                    blocks.Add(block);
                }

                blocks.ForEach(block => arena.Return(block));
            }
        }

        Assert.InRange(arena.HeldBytes, 32 * Mebibyte, 33 * Mebibyte);
    }

    /// <summary>Each block is filled with a number of its own, which has to be in all of it when it comes back.</summary>
    [Fact]
    public void No_two_hold_the_same_byte()
    {
        var chance = Chance.For(output);
        using var arena = new MemoryArena(32 * Mebibyte, TimeProvider.System);
        var held = new List<(ArraySegment<byte> Block, byte Number)>();
        var taken = 0;
        for (var step = 0; step < 2000; step++)
        {
            var length = MemoryArena.LengthFor(1 + chance.Below(1 << (14 + chance.Below(10))));
            if (chance.Below(2) == 0 && taken + length <= 32 * Mebibyte && arena.TryRent(length, out var block))
            {
                taken += length;
                block.AsSpan().Fill((byte)step);
                held.Add((block, (byte)step));
            }
            else if (held.Count > 0)
            {
                var at = chance.Below(held.Count);
                Assert.False(held[at].Block.AsSpan().ContainsAnyExcept(held[at].Number));
                taken -= held[at].Block.Count;
                arena.Return(held[at].Block);
                held.RemoveAt(at);
            }
        }

        // What is charged, and the rest of pages of which little is used: never beyond the addresses that there are.
        Assert.InRange(arena.HeldBytes, taken - (held.Count * 16 * Kibibyte), 49 * Mebibyte);
    }

    /// <summary>Bodies of all lengths, of which one in eight stays for long, in a budget that counts nothing but them.</summary>
    [Theory]
    [InlineData(96)]
    [InlineData(128)]
    [InlineData(256)]
    public void A_block_of_25_MiB_nearly_always_finds_the_room_that_the_budget_has(int mebibytes)
    {
        var chance = Chance.For(output);
        using var arena = new MemoryArena((long)mebibytes * Mebibyte, TimeProvider.System);
        var held = new List<ArraySegment<byte>>();
        var (taken, asked, refused) = (0L, 0, 0);
        for (var step = 0; step < 20_000; step++)
        {
            var length = MemoryArena.LengthFor((1 << 14) + 1 + chance.Below(1 << (15 + chance.Below(10))));
            if (chance.Below(2) == 0 && taken + length <= mebibytes * (long)Mebibyte)
            {
                Assert.True(arena.TryRent(length, out var block));
                held.Add(block);
                taken += length;
            }
            else if (held.Count > 0)
            {
                // Mostly the younger ones go: the older stay where they are, between what comes and goes.
                var at = chance.Below(8) == 0 ? chance.Below(held.Count) : held.Count - 1 - chance.Below((held.Count / 4) + 1);
                taken -= held[at].Count;
                arena.Return(held[at]);
                held.RemoveAt(at);
            }

            if (taken + (25 * Mebibyte) <= mebibytes * (long)Mebibyte)
            {
                asked++;
                if (arena.TryRent(25 * Mebibyte, out var large))
                {
                    arena.Return(large);
                }
                else
                {
                    refused++;
                }
            }
        }

        Assert.InRange(asked, 1000, 20_000);
        Assert.InRange(refused, 0, asked / 10); // What stays between two that went may be in the way.
        Assert.InRange(arena.HeldBytes, 0, (mebibytes + (mebibytes / 8)) * (long)Mebibyte); // Pages of which little is used.
    }

    [Fact]
    public void What_is_small_is_not_kept_here()
    {
        using var arena = new MemoryArena(64 * Mebibyte, TimeProvider.System);
        Assert.True(arena.TryRent(16_384, out var small));

        arena.Return(small);

        Assert.Equal(0, arena.HeldBytes);
    }

    [Fact]
    public void What_nobody_has_needed_for_a_while_is_not_kept()
    {
        var clock = new FakeTimeProvider();
        using var arena = new MemoryArena(128 * Mebibyte, clock);
        Assert.True(arena.TryRent(25 * Mebibyte, out var first));
        Assert.True(arena.TryRent(Mebibyte, out var second));
        first.AsSpan().Fill(1);
        second.AsSpan().Fill(2);
        arena.Return(first);
        Assert.Equal(26 * Mebibyte, arena.HeldBytes);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Mebibyte, arena.HeldBytes);
        Assert.False(second.AsSpan().ContainsAnyExcept((byte)2));
        Assert.True(first.AsSpan().Count((byte)1) < 2 * Environment.SystemPageSize); // Taken back, but for what shares a page with its neighbour.
        arena.Return(second);
    }

    [Fact]
    public void More_than_one_array_holds_can_be_rented()
    {
        using var arena = new MemoryArena(4096L * Mebibyte, TimeProvider.System);

        Assert.True(arena.TryRent(2000 * Mebibyte, out var first));
        Assert.True(arena.TryRent(1024 * Mebibyte, out var second));

        Assert.NotSame(first.Array, second.Array);
    }
}
