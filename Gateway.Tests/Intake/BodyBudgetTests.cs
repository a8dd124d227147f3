using Gateway.Intake;

namespace Gateway.Tests.Intake;

public sealed class BodyBudgetTests
{
    [Fact]
    public void All_of_it_can_be_taken_and_not_one_byte_more()
    {
        var budget = new BodyBudget(100);

        Assert.True(budget.TryTake(60));
        Assert.True(budget.TryTake(40));
        Assert.False(budget.TryTake(1));
        Assert.Equal(100, budget.TakenBytes);
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        var budget = new BodyBudget(100);
        budget.TryTake(100);

        budget.GiveBack(30);

        Assert.False(budget.TryTake(31));
        Assert.True(budget.TryTake(30));
    }

    [Fact]
    public void A_refused_attempt_leaves_nothing_behind()
    {
        var budget = new BodyBudget(100);

        Assert.False(budget.TryTake(101));

        Assert.Equal(0, budget.TakenBytes);
    }
}
