using System.Buffers;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Tests.Support;

namespace Gateway.Tests.Intake;

public sealed class BufferedBodyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5000)]
    [InlineData(4096, 3)]
    [InlineData(1000, 100)]
    public void What_arrives_in_pieces_is_kept_whole_and_in_order(int pieceLength, int pieces)
    {
        using var body = new BufferedBody(MemoryAccount.Unlimited());
        var expected = Enumerable.Range(0, pieceLength * pieces).Select(i => (byte)(i * 7)).ToArray();

        foreach (var piece in expected.Chunk(pieceLength))
        {
            Assert.True(body.TryReserve(piece.Length));
            body.Append(new ReadOnlySequence<byte>(piece));
        }

        Assert.Equal(expected, body.Memory.ToArray());
        Assert.Equal(expected.Length, body.Length);
    }

    [Fact]
    public void Memory_is_charged_for_what_is_held_and_given_back_once()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        var body = new BufferedBody(budget.Open(sender: 1, "route"));

        Assert.Equal(0, budget.TakenBytes);
        Assert.True(body.TryReserve(4096));
        Assert.InRange(budget.TakenBytes, 4096, 8192);
        body.Append(new ReadOnlySequence<byte>(new byte[4096]));
        Assert.True(body.TryReserve(1));
        Assert.InRange(budget.TakenBytes, 8192, 16384);

        body.Dispose();
        body.Dispose();

        Assert.Equal(0, budget.TakenBytes);
        Assert.Equal(0, body.Length);
    }

    [Fact]
    public void When_the_budget_is_used_up_nothing_is_taken_and_what_is_there_stays()
    {
        using var budget = new MemoryBudget(6000, TimeProvider.System);
        using var body = new BufferedBody(budget.Open(sender: 1, "route"));
        Assert.True(body.TryReserve(4096));
        body.Append(new ReadOnlySequence<byte>(Enumerable.Repeat((byte)7, 4096).ToArray()));
        var taken = budget.TakenBytes;

        Assert.False(body.TryReserve(4096));

        Assert.Equal(taken, budget.TakenBytes);
        Each.Is(body.Memory.ToArray(), value => Assert.Equal(7, value));
    }

    [Fact]
    public void Memory_stays_until_the_last_holder_lets_go()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        var body = new BufferedBody(budget.Open(sender: 1, "route"));
        body.TryReserve(4);
        body.Append(new ReadOnlySequence<byte>("sent"u8.ToArray()));

        Assert.True(body.TryHold());
        body.Dispose();
        body.Dispose();

        Assert.Equal("sent"u8, body.Memory.Span);
        body.LetGo();
        Assert.Equal(0, budget.TakenBytes);
        Assert.False(body.TryHold());
    }

    [Fact]
    public void Room_that_is_there_is_not_charged_again()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        using var body = new BufferedBody(budget.Open(sender: 1, "route"));
        body.TryReserve(4096);
        var taken = budget.TakenBytes;

        Assert.True(body.TryReserve(4096));

        Assert.Equal(taken, budget.TakenBytes);
    }

    [Fact]
    public void A_body_that_is_handed_over_keeps_its_place_with_room_behind_it_and_is_empty_here()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        using var body = new BufferedBody(budget.Open(sender: 1, "route"));
        body.TryReserve(4);
        body.Append(new ReadOnlySequence<byte>("sent"u8.ToArray()));

        var held = body.TryHandOver(100_000)!;

        Assert.Equal((0, true, 4), (body.Length, body.Memory.IsEmpty, body.ReceivedLength));
        Assert.Equal(100_004, held.Memory.Length);
        Assert.Equal("sent"u8, held.Memory.Span[..4]);
        body.Dispose();
        Assert.InRange(budget.TakenBytes, 100_004, 1 << 18);
        held.Dispose();
        held.Dispose();
        Assert.Equal(0, budget.TakenBytes);
        Assert.Throws<ObjectDisposedException>(() => held.Memory);
    }

    [Fact]
    public void A_body_that_somebody_reads_is_not_handed_over()
    {
        using var body = new BufferedBody(MemoryAccount.Unlimited());
        Assert.True(body.TryHold());

        Assert.Throws<InvalidOperationException>(() => body.TryHandOver(1));

        body.LetGo();
        body.TryHandOver(1)!.Dispose();
    }

    [Fact]
    public void What_a_body_has_adopted_goes_back_with_its_last_holder_and_once()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        var account = budget.OpenForDelivery();
        var held = HeldBytes.TryRent(account, 1000, beside: 500)!;
        "a body"u8.CopyTo(held.Memory.Span);
        var body = new BufferedBody(account);

        body.Adopt(held, held.Memory[2..6]);
        Assert.True(body.TryHold());
        body.Dispose();

        Assert.Equal("body"u8, body.Memory.Span);
        Assert.InRange(budget.TakenBytes, 1500, 8192);
        body.LetGo();
        Assert.Equal((0, 0), (budget.TakenBytes, body.Length));
    }

    [Fact]
    public void What_somebody_may_still_read_is_charged_and_nobody_elses_until_that_is_over_and_goes_back_once()
    {
        using var budget = new MemoryBudget(1 << 20, TimeProvider.System);
        var reading = new TaskCompletionSource();
        var held = HeldBytes.TryRent(budget.OpenForDelivery(), 1 << 19)!;

        held.DisposeAfter(reading.Task);
        held.Dispose();

        Assert.Equal(1 << 19, budget.TakenBytes);
        Assert.Throws<ObjectDisposedException>(() => held.Memory);
        reading.SetException(new InvalidOperationException("however it ends"));
        Assert.Equal(0, budget.TakenBytes);
        Assert.NotNull(reading.Task.Exception);
        using var all = HeldBytes.TryRent(budget.OpenForDelivery(), 1 << 20);
        Assert.NotNull(all);
    }

    /// <summary>In a budget of just that size: neither is it too little, nor more than half as much again and what it is rounded to.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(4_300_000)]
    [InlineData(8_500_000)]
    [InlineData(16 << 20)]
    [InlineData(17_000_000)]
    [InlineData(25 << 20)]
    [InlineData(40_000_000)]
    public void A_body_arrives_in_as_much_memory_as_is_foretold_and_has_room_for_what_is_stored_with_it(int length)
    {
        var foretold = BufferedBody.MostFor(length);
        using var budget = new MemoryBudget(foretold + 4096, TimeProvider.System);
        using var body = new BufferedBody(budget.Open(sender: 1, "route"));
        var piece = new byte[4000];
        while (body.Length < length)
        {
            var next = Math.Min(piece.Length, length - body.Length);
            Assert.True(body.TryReserve(next, length));
            body.Append(new ReadOnlySequence<byte>(piece, 0, next));
        }

        var taken = budget.TakenBytes;
        using var held = length > 1 << 20 ? body.TryHandOver(70_000) : null;

        Assert.Equal(taken, budget.TakenBytes);
        Assert.InRange(foretold, length, (length * 3L / 2) + (1 << 20));
    }

    [Fact]
    public void Bodies_that_arrive_at_once_never_take_more_than_the_budget()
    {
        using var budget = new MemoryBudget(100, TimeProvider.System);

        var granted = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Count(_ => budget.TryTake(10));

        Assert.InRange(granted, 1, 10);
        Assert.Equal(granted * 10, budget.TakenBytes);
    }
}
