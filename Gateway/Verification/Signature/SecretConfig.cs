using Gateway.Reading;

namespace Gateway.Verification.Signature;

/// <summary>One secret of a route as written: null means the file does not say.</summary>
[Scalar(nameof(Value))]
internal sealed record SecretConfig
{
    /// <summary>
    /// The secret's name in metrics, logs and <c>X-Gateway-Key-Id</c>. Default: the reference itself, which names where
    /// the secret is and not what it is.
    /// </summary>
    public string? Id { get; init; }

    /// <summary><c>env:NAME</c> or <c>file:PATH</c>; a literal is refused. Required.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// In place of <see cref="Value"/>, with a <c>Tenant</c>: the directory of the tenants' secrets, in files <c>TENANT</c> or
    /// <c>TENANT/ID</c>.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Not accepted before this instant. Default: no bound.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not accepted from this instant on. Default: no bound.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
