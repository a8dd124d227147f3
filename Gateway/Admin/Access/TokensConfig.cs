namespace Gateway.Admin.Access;

/// <summary>
/// The <c>Gateway:Tokens</c> section as written: tokens of the admin listener that may do less than <c>Admin:Token</c>, which may do
/// everything. Null means that there is none. Each may do what those before it may.
/// </summary>
internal sealed record TokensConfig
{
    /// <summary>Reference (<c>env:</c> or <c>file:</c>) to the token that may read <c>/metrics</c>.</summary>
    public string? Scrape { get; init; }

    /// <summary>Reference to the token that may read everything: the dashboard, captures, deliveries.</summary>
    public string? Read { get; init; }

    /// <summary>Reference to the token that may also act: deliver again, have an event forgotten.</summary>
    public string? Act { get; init; }
}
