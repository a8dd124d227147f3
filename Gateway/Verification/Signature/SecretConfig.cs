using Gateway.Reading;
using Gateway.Secrets.Vault;

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

    /// <summary>In place of <see cref="Value"/>, with a <c>Tenant</c>: whether the tenants are those that the gateway's API has put into the store.</summary>
    public bool? Store { get; init; }

    /// <summary>
    /// In place of <see cref="Value"/>, with a <c>Tenant</c>: a URL with <c>{tenant}</c> in it, at which an agent of your own answers with a
    /// tenant's secrets.
    /// </summary>
    public string? Http { get; init; }

    /// <summary>In place of <see cref="Value"/>, with a <c>Tenant</c>: HashiCorp Vault or OpenBao.</summary>
    public VaultConfig? Vault { get; init; }

    /// <summary>With <see cref="Http"/> or <see cref="Vault"/>: how long an answer is good. Default 5 minutes; 10 seconds to 1 day.</summary>
    public TimeSpan? CacheFor { get; init; }

    /// <summary>
    /// With <see cref="Http"/> or <see cref="Vault"/>: how long an answer is good while there is no other to be had. Default 24 hours; at most
    /// 7 days, at least <see cref="CacheFor"/>.
    /// </summary>
    public TimeSpan? StaleFor { get; init; }

    /// <summary>Not accepted before this instant. Default: no bound.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not accepted from this instant on. Default: no bound.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whether it says where tenants are.</summary>
    public bool IsOfTenants => Directory is not null || Store is not null || Http is not null || Vault is not null;
}
