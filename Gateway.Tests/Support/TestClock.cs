using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Support;

/// <summary>A clock that stands still until a test moves it, at a day when the certificates and keys of the tests are valid.</summary>
internal static class TestClock
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static FakeTimeProvider New() => new(Start);
}
