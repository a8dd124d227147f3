namespace Gateway.Verification.RateLimit;

/// <summary>Whom a rule counts.</summary>
internal enum RateLimitSubject
{
    ClientIp,
    Route,
    Header,
    Tenant,
}
