using Gateway.Observability;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Observability;

public sealed class RoundsTests
{
    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task Whatever_ends_a_round_but_the_stop_is_logged_and_the_next_begins(Type failure)
    {
        using var log = new CapturedLog();
        using var stop = new CancellationTokenSource();
        var clock = TestClock.New();
        var rounds = 0;

        var ran = Rounds.RunAsync(
            _ => ++rounds == 1 ? throw (Exception)Activator.CreateInstance(failure)! : Task.CompletedTask, TimeSpan.FromSeconds(1), clock, log.CreateLogger("Test"), stop.Token);
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(rounds >= 3);
            },
            "the rounds go on");

        Assert.StartsWith($"{LogLevel.Error} Test A round failed", Assert.Single(log.Lines), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ran);
    }

    [Fact]
    public async Task A_round_that_the_stop_ends_is_no_failure()
    {
        using var log = new CapturedLog();
        using var stop = new CancellationTokenSource();

        var ran = Rounds.RunAsync(stopping => new TaskCompletionSource().Task.WaitAsync(stopping), TimeSpan.FromSeconds(1), TestClock.New(), log.CreateLogger("Test"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ran);
        Assert.Empty(log.Lines);
    }
}
