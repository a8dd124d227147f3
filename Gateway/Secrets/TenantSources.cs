using System.Collections.Concurrent;
using Gateway.Secrets.Directories;
using Gateway.Secrets.Remote;
using Gateway.Secrets.Stored;
using Gateway.Secrets.Vault;
using Gateway.Storage.Tenants;

namespace Gateway.Secrets;

/// <summary>The sources of tenants of the process; one for each place, whatever is reloaded and however many routes name it.</summary>
internal sealed class TenantSources(ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<string, DirectoryTenants> _directories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RemoteTenants> _remotes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VaultCredential> _credentials = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _opened = [];

    /// <summary>Keeps the tenants that are in the store.</summary>
    public StoredTenantFeed Stored { get; } = new();

    /// <summary>From here on the tenants in the store are read.</summary>
    public void Connect(ITenantStore store, TenantCipher cipher, TimeProvider clock) =>
        Stored.Connect(store, cipher, clock, loggers.CreateLogger<StoredTenantFeed>());

    /// <summary>The tenants of a directory; null, and why, if there is none.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="clock">Measures since when nobody has looked at it.</param>
    /// <param name="problem">For people.</param>
    public DirectoryTenants? Directory(string path, TimeProvider clock, out string problem)
    {
        problem = System.IO.Directory.Exists(path) ? "" : $"there is no directory '{path}'.";
        if (problem.Length > 0)
        {
            return null;
        }

        var tenants = _directories.GetOrAdd(path, full => new DirectoryTenants(full, clock) { Logger = loggers.CreateLogger<DirectoryTenants>() });
        tenants.Wake();
        problem = tenants.WasRead ? "" : $"the directory '{path}' cannot be read: {tenants.Away}";
        return tenants.WasRead ? tenants : null;
    }

    /// <summary>The tenants of a remote source, with all that is known of them.</summary>
    /// <param name="key">All that it is made of but credentials.</param>
    /// <param name="make">Makes it, where it is not there; what is to be disposed of with it is handed to the action.</param>
    public RemoteTenants Remote(string key, Func<Action<IDisposable>, RemoteTenants> make) => _remotes.GetOrAdd(key, _ =>
    {
        var remote = make(_opened.Add);
        remote.Logger = loggers.CreateLogger<RemoteTenants>();
        return remote;
    });

    /// <summary>The credential of a remote source, as it is now.</summary>
    public VaultCredential Credential(string key, string text)
    {
        var credential = _credentials.GetOrAdd(key, _ => new VaultCredential(text));
        credential.Text = text;
        return credential;
    }

    public void Dispose()
    {
        foreach (var opened in _directories.Values.Concat(_opened))
        {
            opened.Dispose();
        }

        Stored.Dispose();
    }
}
