using Gateway.Secrets;
using Gateway.Secrets.Agent;
using Gateway.Secrets.Directories;
using Gateway.Secrets.Remote;
using Gateway.Secrets.Stored;
using Gateway.Secrets.Vault;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>Compiles where the secrets of tenants come from: the one entry of <c>Signature:Secrets</c> that says it.</summary>
internal static class TenantSourceCompiler
{
    /// <summary>For messages.</summary>
    public const string Forms = "{ \"Directory\": \"/run/secrets/stripe\" }, { \"Store\": true }, { \"Http\": \"http://127.0.0.1:7000/{tenant}\" } or { \"Vault\": { ... } }";

    /// <summary>The source; null if a problem was reported.</summary>
    /// <param name="context">The route's section.</param>
    /// <param name="config">The entry.</param>
    /// <param name="at">Its place.</param>
    public static ITenantSource? Compile(SignatureContext context, SecretConfig config, string at)
    {
        (string Key, bool IsWritten)[] kinds =
        [
            ("Directory", config.Directory is not null), ("Store", config.Store is not null),
            ("Http", config.Http is not null), ("Vault", config.Vault is not null),
        ];
        var (kind, others) = (kinds.First(one => one.IsWritten).Key, kinds.Where(one => one.IsWritten).Skip(1).ToList());
        others.ForEach(other => context.Report($"cannot stand beside '{kind}': tenants come from one place.", "Secrets", at, other.Key));
        if (config is { Http: null, Vault: null })
        {
            ReportWithoutEffect(context, config, kind, at);
        }

        return kind switch
        {
            "Directory" => Directory(context, config.Directory!, at),
            "Store" => Store(context, config.Store == true, at),
            "Http" => Http(context, config, at),
            _ => Vault(context, config, at),
        };
    }

    private static DirectoryTenants? Directory(SignatureContext context, string path, string at)
    {
        var source = context.Stage.Services.Tenants.Directory(
            context.Stage.Files.FullPath(path), context.Stage.Services.Clock, out var problem);
        if (source is null)
        {
            context.Report(problem, "Secrets", at, "Directory");
        }

        return source;
    }

    private static StoredTenants? Store(SignatureContext context, bool isMeant, string at)
    {
        if (!isMeant)
        {
            context.Report("is true or left out.", "Secrets", at, "Store");
            return null;
        }

        if (!context.Stage.HasEncryptionKeys)
        {
            context.Report("needs 'Gateway.Storage.EncryptionKeys': no secret is stored as it is.", "Secrets", at, "Store");
        }

        return context.Stage.Services.Tenants.Stored.Of(context.Stage.Route);
    }

    private static RemoteTenants? Http(SignatureContext context, SecretConfig config, string at)
    {
        var (url, times) = (config.Http!, Times(context, config, at));
        if (!url.Contains(RemoteUrl.Tenant, StringComparison.Ordinal) || ServerFor(url, "x") != ServerFor(url, "y"))
        {
            context.Report($"has no {RemoteUrl.Tenant} in its path or query: it would be the same secrets for all.", "Secrets", at, "Http");
            return null;
        }

        if (RemoteUrl.Parse(url.Replace(RemoteUrl.Tenant, "x", StringComparison.Ordinal), out var problem) is null)
        {
            context.Report(problem, "Secrets", at, "Http");
            return null;
        }

        var clock = context.Stage.Services.Clock;
        return context.Stage.Services.Tenants.Remote($"{url}\n{times}", opens =>
        {
            var client = new SecretsClient();
            opens(client);
            return new RemoteTenants(new AgentSecrets(client, url), times, clock);
        });
    }

    /// <summary>Whom a tenant's name has asked: a sender must not choose that.</summary>
    private static string ServerFor(string url, string tenant) =>
        Uri.TryCreate(url.Replace(RemoteUrl.Tenant, tenant, StringComparison.Ordinal), UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "";

    private static RemoteTenants? Vault(SignatureContext context, SecretConfig config, string at)
    {
        var section = context.Stage.Section.At("Signature", "Secrets", at, "Vault");
        return VaultCompiler.Compile(
            section, config.Vault!, Times(context, config, at), context.Stage.Services.Tenants, context.Stage.Services.Clock);
    }

    private static RemoteTimes Times(SignatureContext context, SecretConfig config, string at)
    {
        var cacheFor = context.Stage.Duration(
            config.CacheFor, RemoteTimes.DefaultCacheFor, RemoteTimes.LeastCacheFor, RemoteTimes.LongestCacheFor, "Signature", "Secrets", at, "CacheFor");
        var staleFor = context.Stage.Duration(
            config.StaleFor, RemoteTimes.DefaultStaleFor, cacheFor, RemoteTimes.LongestStaleFor, "Signature", "Secrets", at, "StaleFor");
        return new RemoteTimes(cacheFor, staleFor);
    }

    private static void ReportWithoutEffect(SignatureContext context, SecretConfig config, string kind, string at)
    {
        if (config.CacheFor is not null)
        {
            context.Report($"has no effect with '{kind}', which is told of changes.", "Secrets", at, "CacheFor");
        }

        if (config.StaleFor is not null)
        {
            context.Report($"has no effect with '{kind}', which is told of changes.", "Secrets", at, "StaleFor");
        }
    }
}
