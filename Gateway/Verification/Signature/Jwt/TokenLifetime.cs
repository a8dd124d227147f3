using System.Globalization;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Outcomes;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Judges <c>exp</c>, <c>nbf</c> and <c>iat</c> (RFC 7519, sections 4.1.4 to 4.1.6), which may all be left out.</summary>
internal sealed class TokenLifetime(TimeSpan leeway)
{
    /// <summary>How far ahead the sender's clock may be when it issues a token: what <c>Replay</c> allows by default.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    // Enough for any year, a fraction of a second, and a number that Decimal holds.
    private const int MaxDigits = 24;

    private static readonly JsonPointerSet Times = new("/exp", "/nbf", "/iat");

    private readonly decimal _leeway = (decimal)leeway.TotalSeconds;

    /// <summary>Why a token is not in force at this instant; null if it is.</summary>
    public Outcome? Refuse(TokenClaims claims, DateTimeOffset instant)
    {
        Span<LocatedValue> times = new LocatedValue[Times.Count];
        claims.Locate(Times, times);
        if (!TryRead(times[0], claims, out var expires) || !TryRead(times[1], claims, out var begins)
            || !TryRead(times[2], claims, out var issued))
        {
            return Outcome.SignatureInvalid;
        }

        var now = (instant - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
        if (now >= expires + _leeway)
        {
            return Outcome.TimestampTooOld;
        }

        return now < begins - _leeway || now < issued - (decimal)MaxSkew.TotalSeconds ? Outcome.TimestampInFuture : null;
    }

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
