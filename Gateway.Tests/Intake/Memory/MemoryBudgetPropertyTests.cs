using Gateway.Intake.Memory;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Intake.Memory;

/// <summary>A budget against a sum.</summary>
public sealed class MemoryBudgetPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void What_is_taken_is_what_was_granted_and_not_given_back()
    {
        var chance = Chance.For(output);
        for (var round = 0; round < 500; round++)
        {
            var most = 1 + chance.Below(10_000);
            using var budget = new MemoryBudget(most, TimeProvider.System);
            List<int> granted = [];
            for (var step = 0; step < 100; step++)
            {
                if (granted.Count > 0 && chance.Below(3) == 0)
                {
                    var at = chance.Below(granted.Count);
                    budget.GiveBack(granted[at]);
                    granted.RemoveAt(at);
                }
                else
                {
                    var bytes = chance.Below(4000);
                    var fits = granted.Sum() + bytes <= most;
                    Assert.Equal(fits, budget.TryTake(bytes));
                    granted.AddRange(fits ? [bytes] : []);
                }

                Assert.Equal(granted.Sum(), budget.TakenBytes);
            }
        }
    }
}
