using Gateway.Intake.Memory;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Intake.Memory;

public sealed class MemoryBudgetTests(ITestOutputHelper output)
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void All_of_it_can_be_taken_and_not_one_byte_more()
    {
        using var budget = new MemoryBudget(100, TimeProvider.System);

        Assert.True(budget.TryTake(60));
        Assert.True(budget.TryTake(40));
        Assert.False(budget.TryTake(1));
        Assert.Equal(100, budget.TakenBytes);
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        using var budget = new MemoryBudget(100, TimeProvider.System);
        budget.TryTake(100);

        budget.GiveBack(30);

        Assert.False(budget.TryTake(31));
        Assert.True(budget.TryTake(30));
    }

    [Fact]
    public void A_refused_attempt_leaves_nothing_behind()
    {
        using var budget = new MemoryBudget(Mebibyte, TimeProvider.System);
        var account = budget.Open(sender: 1, "route");

        Assert.False(account.TryTake(2 * Mebibyte));

        Assert.Equal(0, budget.TakenBytes);
        Assert.True(account.WasRefused);
    }

    [Fact]
    public void Large_requests_of_one_sender_leave_room_for_large_ones_of_others()
    {
        using var budget = new MemoryBudget(96 * Mebibyte, TimeProvider.System);
        var flood = Fill(budget, Mebibyte, _ => (1, "flooded"));

        Assert.InRange(flood, 8, 80);
        Assert.True(budget.Open(sender: 2, "other").TryTake(Mebibyte));
    }

    [Fact]
    public void Large_requests_of_many_senders_to_one_route_leave_room_for_other_routes()
    {
        using var budget = new MemoryBudget(96 * Mebibyte, TimeProvider.System);
        Fill(budget, Mebibyte, i => ((UInt128)i + 10, "flooded"));

        Assert.True(budget.Open(sender: 2, "other").TryTake(Mebibyte));
    }

    [Fact]
    public void Whatever_large_requests_take_small_ones_and_proven_ones_find_room()
    {
        using var budget = new MemoryBudget(96 * Mebibyte, TimeProvider.System);
        Fill(budget, Mebibyte, i => ((UInt128)i + 10, $"route{i}"));

        Assert.False(budget.Open(sender: 2, "other").TryTake(Mebibyte));
        Assert.True(budget.Open(sender: 2, "other").TryTake(MemoryBudget.SmallRequest));
        var proven = budget.Open(sender: 2, "other");
        proven.Prove();
        Assert.True(proven.TryTake(4 * Mebibyte));
    }

    [Fact]
    public void The_only_request_of_a_share_may_take_all_there_is()
    {
        using var budget = new MemoryBudget(16 * Mebibyte, TimeProvider.System);

        Assert.True(budget.Open(sender: 1, "route").TryTake(16 * Mebibyte));
    }

    [Fact]
    public void What_is_proven_leaves_its_share_to_the_next()
    {
        using var budget = new MemoryBudget(64 * Mebibyte, TimeProvider.System);
        var first = budget.Open(sender: 1, "route");
        Assert.True(first.TryTake(32 * Mebibyte));
        var second = budget.Open(sender: 1, "route");
        Assert.False(second.TryTake(30 * Mebibyte));

        first.Prove();

        Assert.True(second.TryTake(30 * Mebibyte));
        Assert.Equal(62 * Mebibyte, budget.TakenBytes);
    }

    [Fact]
    public void Deliveries_take_a_quarter_and_one_of_them_whatever_it_needs()
    {
        using var budget = new MemoryBudget(64 * Mebibyte, TimeProvider.System);

        Assert.True(budget.OpenForDelivery().TryTake(15 * Mebibyte));
        Assert.False(budget.OpenForDelivery().TryTake(2 * Mebibyte));
        using var other = new MemoryBudget(64 * Mebibyte, TimeProvider.System);
        Assert.True(other.OpenForDelivery().TryTake(40 * Mebibyte));
    }

    [Fact]
    public void A_queue_that_holds_large_deliveries_leaves_some_memory_to_the_next_and_small_ones_need_none_of_it()
    {
        using var budget = new MemoryBudget(64 * Mebibyte, TimeProvider.System);
        var queues = Enumerable.Range(1, 100).Select(number => (UInt128)number).DistinctBy(MemoryBudget.PlaceOf).ToArray();

        Assert.True(budget.OpenForDelivery(queues[0]).TryTake(6 * Mebibyte));
        Assert.False(budget.OpenForDelivery(queues[0]).TryTake(6 * Mebibyte));
        Assert.True(budget.OpenForDelivery(queues[1]).TryTake(6 * Mebibyte));
        Assert.False(budget.OpenForDelivery(queues[2]).TryTake(6 * Mebibyte));
        for (var small = 0; small < 100; small++)
        {
            Assert.True(budget.OpenForDelivery(queues[0]).TryTake(MemoryBudget.SmallRequest));
        }
    }

    /// <summary>Against the plainest model: what every account holds, added up.</summary>
    [Fact]
    public void Whatever_accounts_do_the_budget_is_the_sum_of_what_they_hold()
    {
        var chance = Chance.For(output);
        using var budget = new MemoryBudget(8 * Mebibyte, TimeProvider.System);
        var held = new List<(MemoryAccount Account, Stack<ArraySegment<byte>> Arrays)>();
        for (var step = 0; step < 5000; step++)
        {
            if (held.Count == 0 || (held.Count < 20 && chance.Below(4) == 0))
            {
                held.Add((budget.Open((UInt128)chance.Below(3), $"route{chance.Below(3)}"), new Stack<ArraySegment<byte>>()));
            }

            var (account, arrays) = held[chance.Below(held.Count)];
            switch (chance.Below(5))
            {
                case 0 or 1 when account.TryRent(chance.Below(1 << chance.Below(22)), out var array):
                    arrays.Push(array);
                    break;
                case 2 when arrays.TryPop(out var array):
                    account.Return(array);
                    break;
                case 3:
                    account.Prove();
                    break;
            }

            var sum = held.Sum(one => one.Arrays.Sum(array => (long)array.Count));
            Assert.InRange(budget.TakenBytes, sum, Math.Min(budget.MaxBytes, sum + (held.Count * 4096)));
        }

        foreach (var (account, arrays) in held)
        {
            while (arrays.TryPop(out var array))
            {
                account.Return(array);
            }
        }

        Assert.Equal(0, budget.TakenBytes);
        Assert.True(budget.Open(sender: 9, "route").TryTake(budget.MaxBytes));
    }

    private static int Fill(MemoryBudget budget, long bytes, Func<int, (UInt128 Sender, string Route)> who)
    {
        for (var i = 0; ; i++)
        {
            var (sender, route) = who(i);
            if (i > 1000 || !budget.Open(sender, route).TryTake(bytes))
            {
                return i;
            }
        }
    }
}
