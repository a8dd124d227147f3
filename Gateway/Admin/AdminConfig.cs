namespace Gateway.Admin;

/// <summary>The <c>Gateway:Admin</c> section as written: null means the file does not say.</summary>
internal sealed record AdminConfig
{
    /// <summary>
    /// Where health and metrics are served, apart from the webhooks. Default <c>http://127.0.0.1:9901</c>. An address
    /// that is not loopback needs <see cref="Token"/>, or one of <c>Gateway:Tokens</c>.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>
    /// Reference (<c>env:</c> or <c>file:</c>) to the token that may do everything; asked for by all but <c>/healthz</c>,
    /// <c>/readyz</c> and the pages of the dashboard without what they show. Default: none, which only a loopback address may have.
    /// </summary>
    public string? Token { get; init; }
}
