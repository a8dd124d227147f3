namespace Gateway.Verification.Signature.Tenants;

/// <summary>The <c>Tenant</c> section of a route as written: null means the file does not say.</summary>
internal sealed record TenantConfig
{
    /// <summary>
    /// Where a webhook names its tenant: <c>path:NAME</c> for <c>{NAME}</c> of <c>Match:Path</c>, <c>header:NAME</c>, <c>query:NAME</c>,
    /// <c>host:</c>, with the algorithm <c>jwt</c> <c>jwt:iss</c>, and with <c>http-message-signatures</c> <c>signature:keyid</c>. Required.
    /// </summary>
    public string? From { get; init; }
}
