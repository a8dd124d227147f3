using System.Globalization;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Outcomes;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Judges <c>exp</c>, <c>nbf</c> and <c>iat</c> (RFC 7519, sections 4.1.4 to 4.1.6), which may all be left out.</summary>
internal sealed class TokenLifetime(TimeSpan leeway)
{
    /// <summary>How far ahead the sender's clock may be when it issues a token: what <c>Replay</c> allows by default.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);

    // Enough for any year, a fraction of a second, and a number that Decimal holds.
    private const int MaxDigits = 24;

    private static readonly JsonPointerSet Times = new("/exp", "/nbf", "/iat");

    private const decimal MostSeconds = 900_000_000_000; // of a TimeSpan
    private static readonly string LongestSkew = string.Create(CultureInfo.InvariantCulture, $"at most {MaxSkew.TotalSeconds} s");

    private readonly string _longest = string.Create(CultureInfo.InvariantCulture, $"at most {leeway.TotalSeconds} s");
    private readonly decimal _leeway = (decimal)leeway.TotalSeconds;

    /// <summary>Why a token is not in force when the webhook was received; null if it is.</summary>
    public Outcome? Refuse(InboundWebhook webhook, TokenClaims claims)
    {
        Span<LocatedValue> times = new LocatedValue[Times.Count];
        claims.Locate(Times, times);
        if (!TryRead(times[0], claims, out var expires) || !TryRead(times[1], claims, out var begins)
            || !TryRead(times[2], claims, out var issued))
        {
            webhook.ProofDefect = new ProofDefect("the claim 'exp', 'nbf' or 'iat'", "is no number of seconds");
            return Outcome.SignatureInvalid;
        }

        var now = (webhook.ReceivedAt - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
        if (expires is { } end && now >= end + _leeway)
        {
            webhook.ProofDefect = Defect("the claim 'exp'", "has passed", now - end);
            return Outcome.TimestampTooOld;
        }

        if (begins is { } start && now < start - _leeway)
        {
            webhook.ProofDefect = Defect("the claim 'nbf'", "is ahead of the gateway's clock", start - now);
            return Outcome.TimestampInFuture;
        }

        if (issued is { } made && now < made - (decimal)MaxSkew.TotalSeconds)
        {
            webhook.ProofDefect = Defect("the claim 'iat'", "is ahead of the gateway's clock", made - now);
            return Outcome.TimestampInFuture;
        }

        return null;
    }

    private ProofDefect Defect(string claim, string problem, decimal seconds) =>
        new(claim, problem) { Expected = claim.Contains("iat", StringComparison.Ordinal) ? LongestSkew : _longest, FoundTime = Far(seconds) };

    /// <summary>A claim may be any number that a token holds.</summary>
    private static TimeSpan Far(decimal seconds) =>
        seconds < MostSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : TimeSpan.MaxValue;

    /// <summary>Seconds since 1970, perhaps with a fraction (section 2, NumericDate); true and null for one that is not there.</summary>
    private static bool TryRead(LocatedValue value, TokenClaims claims, out decimal? seconds)
    {
        seconds = null;
        if (!value.IsFound)
        {
            return true;
        }

        if (value.Kind != JsonKind.Number || value.Length > MaxDigits || !decimal.TryParse(
            value.Raw(claims.Json), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        seconds = number;
        return true;
    }
}
