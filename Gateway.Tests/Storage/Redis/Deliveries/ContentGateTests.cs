using Gateway.Storage;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Redis.Deliveries;

public sealed class ContentGateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly ContentGate _gate;

    public ContentGateTests() => _gate = new ContentGate(most: 10, _clock);

    [Fact]
    public async Task As_much_passes_as_there_is_room_for_and_the_rest_in_its_turn()
    {
        Assert.True(Enter(6).IsCompletedSuccessfully);
        Assert.True(Enter(4).IsCompletedSuccessfully);
        var (third, fourth) = (Enter(7), Enter(1));
        Assert.False(third.IsCompleted || fourth.IsCompleted); // The fourth had room at once behind the first, and does not overtake.

        _gate.Leave(4);
        Assert.False(third.IsCompleted || fourth.IsCompleted);
        _gate.Leave(6);

        await Eventually.EndsAsync(third, "the third passes");
        await Eventually.EndsAsync(fourth, "the fourth passes");
    }

    [Fact]
    public async Task What_is_longer_than_all_that_may_pass_passes_alone()
    {
        Assert.True(Enter(1).IsCompletedSuccessfully);
        var large = Enter(100);
        Assert.False(large.IsCompleted);

        _gate.Leave(1);

        await Eventually.EndsAsync(large, "the large one passes");
        Assert.False(Enter(1).IsCompleted);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_so_and_holds_up_nobody_else()
    {
        Assert.True(Enter(10).IsCompletedSuccessfully);
        var late = Enter(9);
        _clock.Advance(Second / 2);
        var next = Enter(5);

        _clock.Advance(Second / 2);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => late);
        Assert.False(next.IsCompleted);
        _gate.Leave(10);
        await Eventually.EndsAsync(next, "the next passes");
        Assert.True(Enter(5).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_holds_nothing()
    {
        using var gone = new CancellationTokenSource();
        Assert.True(Enter(10).IsCompletedSuccessfully);
        var waiting = _gate.EnterAsync(10, Second, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _gate.Leave(10);
        Assert.True(Enter(10).IsCompletedSuccessfully);
    }

    private Task Enter(long bytes) => _gate.EnterAsync(bytes, Second, CancellationToken.None).AsTask();
}
