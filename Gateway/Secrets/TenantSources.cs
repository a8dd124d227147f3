using System.Collections.Concurrent;
using Gateway.Secrets.Directories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets;

/// <summary>The sources of tenants of the process; one for each place, whatever is reloaded and however many routes name it.</summary>
internal sealed class TenantSources : IDisposable
{
    private readonly ConcurrentDictionary<string, DirectoryTenants> _directories = new(StringComparer.Ordinal);

    private ILogger _logger = NullLogger.Instance;

    /// <summary>From here on it is logged what cannot be read; before, a check says it.</summary>
    public TenantSources LogTo(ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<DirectoryTenants>();
        foreach (var directory in _directories.Values)
        {
            directory.Logger = _logger;
        }

        return this;
    }

    /// <summary>The tenants of a directory; null, and why, if there is none.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="problem">For people.</param>
    public DirectoryTenants? Directory(string path, out string problem)
    {
        problem = System.IO.Directory.Exists(path) ? "" : $"there is no directory '{path}'.";
        return problem.Length == 0
            ? _directories.GetOrAdd(path, full => new DirectoryTenants(full) { Logger = _logger })
            : null;
    }

    public void Dispose()
    {
        foreach (var directory in _directories.Values)
        {
            directory.Dispose();
        }
    }
}
