using System.Collections.Concurrent;
using Gateway.Secrets.Directories;
using Gateway.Secrets.Remote;
using Gateway.Secrets.Stored;
using Gateway.Secrets.Vault;
using Gateway.Storage.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets;

/// <summary>The sources of tenants of the process; one for each place, whatever is reloaded and however many routes name it.</summary>
internal sealed class TenantSources : IDisposable
{
    private readonly ConcurrentDictionary<string, DirectoryTenants> _directories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RemoteTenants> _remotes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VaultCredential> _credentials = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _opened = [];

    private ILogger _ofDirectories = NullLogger.Instance;
    private ILogger _ofRemotes = NullLogger.Instance;
    private ILogger _ofStore = NullLogger.Instance;

    /// <summary>Keeps the tenants that are in the store.</summary>
    public StoredTenantFeed Stored { get; } = new();

    /// <summary>From here on it is logged what cannot be read; before, a check says it.</summary>
    public TenantSources LogTo(ILoggerFactory loggers)
    {
        _ofDirectories = loggers.CreateLogger<DirectoryTenants>();
        _ofRemotes = loggers.CreateLogger<RemoteTenants>();
        _ofStore = loggers.CreateLogger<StoredTenantFeed>();
        foreach (var directory in _directories.Values)
        {
            directory.Logger = _ofDirectories;
        }

        foreach (var remote in _remotes.Values)
        {
            remote.Logger = _ofRemotes;
        }

        return this;
    }

    /// <summary>From here on the tenants in the store are read.</summary>
    public TenantSources Connect(ITenantStore store, TenantCipher cipher, TimeProvider clock)
    {
        Stored.Connect(store, cipher, clock, _ofStore);
        return this;
    }

    /// <summary>The tenants of a directory; null, and why, if there is none.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="problem">For people.</param>
    public DirectoryTenants? Directory(string path, out string problem)
    {
        problem = System.IO.Directory.Exists(path) ? "" : $"there is no directory '{path}'.";
        return problem.Length == 0
            ? _directories.GetOrAdd(path, full => new DirectoryTenants(full) { Logger = _ofDirectories })
            : null;
    }

    /// <summary>The tenants of a remote source, with all that is known of them.</summary>
    /// <param name="key">All that it is made of but credentials.</param>
    /// <param name="make">Makes it, where it is not there; what is to be disposed of with it is handed to the action.</param>
    public RemoteTenants Remote(string key, Func<Action<IDisposable>, RemoteTenants> make) => _remotes.GetOrAdd(key, _ =>
    {
        var remote = make(_opened.Add);
        remote.Logger = _ofRemotes;
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
