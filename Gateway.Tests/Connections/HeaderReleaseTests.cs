using Gateway.Connections;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Connections;

public sealed class HeaderReleaseTests : IDisposable
{
    private readonly MemoryBudget _budget = new(8 * 1024 * 1024, TestClock.New());
    private readonly GatewayMetrics _metrics = new();
    private int _lookedAt;

    public void Dispose()
    {
        _budget.Dispose();
        _metrics.Dispose();
    }

    [Theory]
    [InlineData("HTTP/2", false, 1)]
    [InlineData("HTTP/2", true, 0)]
    [InlineData("HTTP/1.1", false, 1)]
    [InlineData("HTTP/1.1", true, 1)] // A sender that has sent all and hung up is told by its outcome.
    public async Task A_stream_that_was_reset_before_it_is_looked_at_costs_no_more(string protocol, bool isReset, int lookedAt)
    {
        var (context, charge) = Request(protocol, isReset);

        await Release().HoldAsync(context, LookAsync);

        Assert.Equal(lookedAt, _lookedAt);
        Assert.Equal(0, charge.HeldBytes);
    }

    [Fact]
    public async Task A_hundred_of_them_end_the_connection()
    {
        var connection = new DefaultConnectionContext();
        var held = new HeldConnection(connection, sender: 0);
        for (var number = 0; number < HeldConnection.MostResets; number++)
        {
            Assert.False(connection.ConnectionClosed.IsCancellationRequested);
            var (context, _) = Request("HTTP/2", isReset: true);
            context.Features.Set(held);
            await Release().HoldAsync(context, LookAsync);
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(connection.ConnectionClosed.IsCancellationRequested), "the connection ends");
        Assert.Equal(0, _lookedAt);
    }

    private HeaderRelease Release() => new(new ConnectionState(_metrics, most: 10));

    private Task LookAsync(HttpContext context)
    {
        _lookedAt++;
        return Task.CompletedTask;
    }

    private (DefaultHttpContext Context, HeaderCharge Charge) Request(string protocol, bool isReset)
    {
        var charge = new HeaderCharge(new HeaderBudget(_budget), sender: 1, TestClock.New());
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(isReset) };
        (context.Request.Protocol, context.Request.Method) = (protocol, "POST");
        context.Features.Set(charge);
        return (context, charge);
    }
}
