using Gateway.Delivery.Attempts;

namespace Gateway.Admin.Deliveries;

/// <summary>One attempt as the API shows it.</summary>
internal sealed record AttemptView(DateTimeOffset At, string Result, int? StatusCode, double Milliseconds)
{
    public static AttemptView Of(in Attempt attempt) => new(
        attempt.At,
        AttemptResultName.Of(attempt.Result),
        attempt.StatusCode == 0 ? null : attempt.StatusCode,
        attempt.Elapsed.TotalMilliseconds);
}
