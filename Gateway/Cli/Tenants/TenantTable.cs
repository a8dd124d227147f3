using System.Globalization;
using Gateway.Admin.Tenants;

namespace Gateway.Cli.Tenants;

/// <summary>Tenants as text: one line each, and one for each secret.</summary>
internal static class TenantTable
{
    public static IEnumerable<string> Lines(TenantView tenant)
    {
        var mode = tenant.Mode == "OfRoute" ? "" : $" {tenant.Mode}";
        yield return $"{TerminalText.Of(tenant.Tenant)}{(tenant.Disabled ? " disabled" : "")}{mode}{(tenant.Readable ? "" : " cannot be decrypted by the configured keys")}";
        foreach (var secret in tenant.Secrets)
        {
            yield return $"  {TerminalText.Of(secret.Id)} added {Instant(secret.AddedAt)}{Bound("from", secret.NotBefore)}{Bound("until", secret.NotAfter)}";
        }
    }

    private static string Bound(string word, DateTimeOffset? at) => at is { } instant ? $" {word} {Instant(instant)}" : "";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
