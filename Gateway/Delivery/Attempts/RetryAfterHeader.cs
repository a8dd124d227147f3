using System.Net.Http.Headers;

namespace Gateway.Delivery.Attempts;

/// <summary><c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long to wait; null if it does not say, or says a time that has passed.</summary>
    public static TimeSpan? Read(string value, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(value, out var parsed))
        {
            return null;
        }

        var wait = parsed.Delta ?? parsed.Date - now;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
