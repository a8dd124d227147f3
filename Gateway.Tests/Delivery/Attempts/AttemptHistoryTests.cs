using Gateway.Delivery.Attempts;

namespace Gateway.Tests.Delivery.Attempts;

public sealed class AttemptHistoryTests
{
    private static readonly DateTimeOffset QueuedAt = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void A_delivery_without_attempts_has_none()
    {
        var history = AttemptHistory.Read([], QueuedAt);

        Assert.Equal((0, 0, 0), (history.Total, history.SinceQueued, history.Attempts.Count));
    }

    [Fact]
    public void Attempts_are_kept_as_they_were()
    {
        Attempt[] attempts =
        [
            new(QueuedAt.AddTicks(1), TimeSpan.FromMilliseconds(1234), AttemptResult.Refused, 500),
            new(QueuedAt.AddHours(1), TimeSpan.Zero, AttemptResult.Unreachable, 0),
            new(QueuedAt.AddDays(1), TimeSpan.FromHours(1), AttemptResult.Delivered, 204),
        ];

        var history = AttemptHistory.Read(Store(attempts), QueuedAt);

        Assert.Equal(attempts, history.Attempts);
        Assert.Equal((3, 3), (history.Total, history.SinceQueued));
    }

    [Fact]
    public void A_redelivery_begins_to_count_anew_and_keeps_what_was()
    {
        var stored = Store([new(QueuedAt, TimeSpan.Zero, AttemptResult.Refused, 500), new(QueuedAt, TimeSpan.Zero, AttemptResult.Refused, 500)]);
        var redelivered = QueuedAt.AddDays(1);

        var history = AttemptHistory.Read(stored, redelivered);
        Assert.Equal((2, 0), (history.Total, history.SinceQueued));

        var next = AttemptHistory.Read(history.Add(new Attempt(redelivered, TimeSpan.Zero, AttemptResult.Delivered, 200), redelivered), redelivered);
        Assert.Equal((3, 1, 3), (next.Total, next.SinceQueued, next.Attempts.Count));
    }

    [Fact]
    public void Of_many_attempts_the_last_are_kept_and_all_are_counted()
    {
        var attempts = Enumerable.Range(0, AttemptHistory.MostKept + 10)
            .Select(number => new Attempt(QueuedAt.AddMinutes(number), TimeSpan.Zero, AttemptResult.Refused, 503))
            .ToArray();

        var history = AttemptHistory.Read(Store(attempts), QueuedAt);

        Assert.Equal(attempts[10..], history.Attempts);
        Assert.Equal(attempts.Length, history.Total);
    }

    private static byte[] Store(Attempt[] attempts)
    {
        byte[] stored = [];
        foreach (var attempt in attempts)
        {
            stored = AttemptHistory.Read(stored, QueuedAt).Add(attempt, QueuedAt);
        }

        return stored;
    }
}
