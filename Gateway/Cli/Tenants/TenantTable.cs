using System.Globalization;
using Gateway.Admin.Tenants;

namespace Gateway.Cli.Tenants;

/// <summary>Tenants as text: one line each, and one for each secret.</summary>
internal static class TenantTable
{
    private const string Indent = "  ";
    private const string Deeper = "    ";

    public static IEnumerable<string> Lines(TenantView tenant) =>
    [
        .. WrappedText.Lines(
            "", Indent, tenant.Tenant, tenant.Disabled ? "disabled" : "", tenant.Mode == "OfRoute" ? "" : tenant.Mode,
            tenant.Readable ? "" : "cannot be decrypted by the configured keys"),
        .. tenant.Secrets.SelectMany(secret => WrappedText.Lines(
            Indent, Deeper, secret.Id, Bound("added", secret.AddedAt), Bound("from", secret.NotBefore), Bound("until", secret.NotAfter))),
    ];

    private static string Bound(string word, DateTimeOffset? at) => at is { } instant ? $"{word} {Instant(instant)}" : "";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
