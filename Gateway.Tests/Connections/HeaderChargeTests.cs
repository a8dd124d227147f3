using Gateway.Connections;
using Gateway.Intake.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Connections;

public sealed class HeaderChargeTests : IDisposable
{
    private const int Kibibyte = 1024;
    private const int MaxBuffered = 8 * 1024 * Kibibyte;

    /// <summary>An eighth of what requests may take.</summary>
    private const int MaxHeaders = 1024 * Kibibyte;

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly HeaderBudget _headers;
    private readonly MemoryBudget _requests;

    public HeaderChargeTests()
    {
        _requests = new MemoryBudget(MaxBuffered, _clock);
        _headers = new HeaderBudget(_requests);
    }

    public void Dispose() => _requests.Dispose();

    [Fact]
    public void The_headers_of_one_request_cost_a_connection_nothing()
    {
        Assert.True(Charge().TryAdd(HeaderCharge.Allowance));
        Assert.Equal(0, _requests.TakenBytes);
    }

    [Fact]
    public void What_is_above_is_in_the_budget_until_the_request_is_looked_at()
    {
        var charge = Charge();
        Assert.True(charge.TryAdd(HeaderCharge.Allowance));
        Assert.True(charge.TryAdd(":path", 100 * Kibibyte));
        Assert.Equal((100 * Kibibyte) + HeaderBlocks.StreamBytes, _requests.TakenBytes);

        charge.ReleaseRequest(100 * Kibibyte);

        Assert.Equal(0, _requests.TakenBytes);
        Assert.Equal(HeaderCharge.Allowance, charge.HeldBytes);
    }

    [Fact]
    public void One_connection_gets_half_of_what_all_may_have_and_leaves_some_to_the_next()
    {
        var (first, second) = (Charge(), Charge());

        Assert.Equal(HeaderCharge.Allowance + (MaxHeaders / 2), Fill(first));
        Assert.Equal(HeaderCharge.Allowance + (MaxHeaders / 4), Fill(second));
    }

    [Fact]
    public void All_of_an_address_together_stay_within_their_part()
    {
        for (var connection = 0; connection < 100; connection++)
        {
            Fill(Charge());
        }

        Assert.InRange(_requests.TakenBytes, MaxHeaders / 2, MaxHeaders / 4 * 5); // Each in whole pieces of the budget.
    }

    [Fact]
    public void Of_a_connection_that_says_nothing_more_it_is_given_back_once_nobody_holds_it()
    {
        var charge = Charge();
        Fill(charge);

        _clock.Advance(HeaderCharge.Drain);
        Assert.Equal(MaxHeaders / 2, _requests.TakenBytes);

        _clock.Advance(HeaderCharge.Drain);
        Assert.Equal(0, _requests.TakenBytes);
        Assert.Equal(0, charge.HeldBytes);
    }

    [Fact]
    public void What_was_given_back_may_be_taken_again()
    {
        var charge = Charge();
        Fill(charge);
        _clock.Advance(2 * HeaderCharge.Drain);

        Assert.Equal(HeaderCharge.Allowance + (MaxHeaders / 2), Fill(charge));
    }

    private HeaderCharge Charge() => new(_headers, sender: 1, _clock);

    /// <summary>Takes all that it can, and says how much.</summary>
    private static long Fill(HeaderCharge charge)
    {
        while (charge.TryAdd(Kibibyte))
        {
        }

        return charge.HeldBytes;
    }
}
