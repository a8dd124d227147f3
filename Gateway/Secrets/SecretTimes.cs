using System.Globalization;

namespace Gateway.Secrets;

/// <summary>What is to be said of the times of a tenant's secrets.</summary>
internal static class SecretTimes
{
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    /// <summary>The sentence, going on from the tenant's secrets; empty where one counts now and for the next two weeks.</summary>
    public static string RemarkOn(IReadOnlyList<TenantSecret> secrets, DateTimeOffset now)
    {
        var last = secrets.Select(secret => secret.NotAfter).DefaultIfEmpty(DateTimeOffset.MaxValue).Max();
        if (last <= now)
        {
            return "have all ended: every webhook of it is refused.";
        }

        if (last <= now + EndsSoon)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"end all by {last.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}, and none takes their place: every webhook of it is refused then.");
        }

        return secrets.Count > 0 && secrets.All(secret => secret.NotAfter <= now || secret.NotBefore > now)
            ? "are none of them in force now: every webhook of it is refused."
            : "";
    }
}
