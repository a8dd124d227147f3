using Gateway.Reading;
using Gateway.Secrets.Remote;

namespace Gateway.Secrets.Vault;

/// <summary>Compiles <c>Vault</c>.</summary>
internal static class VaultCompiler
{
    /// <summary>The tenants; null if a problem was reported.</summary>
    public static RemoteTenants? Compile(SectionContext section, VaultConfig config, RemoteTimes times, TenantSources sources, TimeProvider clock)
    {
        var before = section.Problems.Count;
        var place = ReadPlace(section, config);
        var authority = ReadAuthority(section, config.CertificateAuthority);
        var (login, names) = ReadLogin(section, config, sources, place?.ToString() ?? "");
        if (section.Problems.Count > before || place is null || login is null)
        {
            return null;
        }

        // What the file holds is a part of the key: another authority is another client.
        var key = $"{place}\n{names}\n{times}\n{(authority is null ? "" : string.Join(',', authority.Select(one => one.Thumbprint)))}";
        return sources.Remote(key, opens =>
        {
            var client = new SecretsClient(authority);
            var session = new VaultSession(client, place, login, clock);
            opens(client);
            opens(session);
            return new RemoteTenants(new VaultSecrets(client, place, session), times, clock);
        });
    }

    private static VaultPlace? ReadPlace(SectionContext section, VaultConfig config)
    {
        if (config.Path?.Contains(RemoteUrl.Tenant, StringComparison.Ordinal) != true)
        {
            section.Report($"names the path of a tenant with {RemoteUrl.Tenant} in it, e.g. \"stripe/{RemoteUrl.Tenant}\".", "Path");
        }

        if (config.Address is null)
        {
            section.Report("is missing; e.g. \"https://vault.internal:8200\".", "Address");
            return null;
        }

        if (RemoteUrl.Parse(config.Address, out var problem) is not { } url)
        {
            section.Report(problem, "Address");
            return null;
        }

        if (url.Query.Length > 0)
        {
            section.Report("has a query, which the address of a server has not.", "Address");
        }

        var address = url.AbsoluteUri.EndsWith('/') ? url : new Uri($"{url.AbsoluteUri}/");
        return new VaultPlace(address, (config.Mount ?? "secret").Trim('/'), (config.Path ?? "").Trim('/'), config.Namespace ?? "");
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2Collection? ReadAuthority(SectionContext section, string? file)
    {
        if (file is null)
        {
            return null;
        }

        if (section.Files.Read(file, out var error) is null) // So that a change of it is seen.
        {
            section.Report(error, "CertificateAuthority");
            return null;
        }

        var authorities = SecretsClient.Authorities(section.Files.FullPath(file), out var problem);
        if (authorities is null)
        {
            section.Report(problem, "CertificateAuthority");
        }

        return authorities;
    }

    /// <summary>How to log in, and what that is known by without a credential in it.</summary>
    private static (IVaultLogin? Login, string Names) ReadLogin(SectionContext section, VaultConfig config, TenantSources sources, string place)
    {
        var ways = (config.Token is null ? 0 : 1) + (config.AppRole is null ? 0 : 1) + (config.Kubernetes is null ? 0 : 1);
        if (ways != 1)
        {
            section.Report("takes one way to log in: 'Token', 'AppRole' or 'Kubernetes'.");
            return (null, "");
        }

        if (config.Token is { } token)
        {
            var given = ReadCredential(section, token, sources, place, "Token");
            return (given is null ? null : new GivenToken(given), $"token {token}");
        }

        if (config.AppRole is { } role)
        {
            var roleId = role.RoleId is null ? null : section.Files.ResolveText(role.RoleId, out _);
            if (string.IsNullOrEmpty(roleId))
            {
                section.Report("is missing, or a reference to nothing.", "AppRole", "RoleId");
            }

            var secretId = ReadCredential(section, role.SecretId, sources, place, "AppRole", "SecretId");
            var mount = (role.Mount ?? "approle").Trim('/');
            return (secretId is null || string.IsNullOrEmpty(roleId) ? null : new AppRoleLogin(mount, roleId, secretId), $"approle {mount} {roleId} {role.SecretId}");
        }

        var account = config.Kubernetes!;
        if (string.IsNullOrEmpty(account.Role))
        {
            section.Report("is missing.", "Kubernetes", "Role");
            return (null, "");
        }

        var (at, file) = ((account.Mount ?? "kubernetes").Trim('/'), section.Files.FullPath(account.TokenFile ?? KubernetesLogin.DefaultTokenFile));
        return (new KubernetesLogin(at, account.Role, file), $"kubernetes {at} {account.Role} {file}");
    }

    /// <summary>Another content of its file is taken in place.</summary>
    private static VaultCredential? ReadCredential(
        SectionContext section, string? reference, TenantSources sources, string place, params ReadOnlySpan<string> keys)
    {
        VaultCredential? credential = null;
        if (section.Files.ResolveSecret(reference, out var error, text => () => credential!.Text = text) is not { } text)
        {
            section.Report(error, keys);
            return null;
        }

        return credential = sources.Credential($"{place}\n{reference}", text);
    }
}
