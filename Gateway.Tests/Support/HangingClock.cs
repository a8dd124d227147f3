using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Support;

/// <summary>A clock that lets whoever asks for the day wait, as a lock that nobody frees does; timers and timestamps go on.</summary>
internal sealed class HangingClock() : FakeTimeProvider(TestClock.Start)
{
    private readonly ManualResetEventSlim _mayPass = new(initialState: true);

    public void Hang() => _mayPass.Reset();

    public void Release() => _mayPass.Set();

    public override DateTimeOffset GetUtcNow()
    {
        _mayPass.Wait();
        return base.GetUtcNow();
    }

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
