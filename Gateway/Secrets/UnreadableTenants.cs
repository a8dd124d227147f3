using System.Collections.Concurrent;
using Gateway.Observability;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets;

/// <summary>
/// The tenants of a source that cannot be read, and why. Each is told once in the log until it can be; of many at once the first, and how many
/// more there are: a wrong key or a wrong mode is one fault of a hundred thousand tenants.
/// </summary>
/// <param name="source">What it is called in messages.</param>
internal sealed partial class UnreadableTenants(string source)
{
    /// <summary>By name, in one look.</summary>
    public const int MostTold = 10;

    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);
    private int _new;

    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>By their names, with why.</summary>
    public IReadOnlyDictionary<string, string> All => _problems;

    public int Count => _problems.Count;

    /// <summary>Keeps why, and tells it if it is news. By one caller at a time.</summary>
    public void Add(string name, string problem)
    {
        if (!_problems.TryAdd(name, problem))
        {
            _problems[name] = problem; // Perhaps another one by now.
            return;
        }

        if (++_new <= MostTold)
        {
            LogUnreadable(Logger, LogText.Field(name) ?? "", source, problem);
        }
    }

    /// <summary>It can be read, or is no more.</summary>
    public void Remove(string name) => _problems.TryRemove(name, out _);

    /// <summary>The look is over: says how many more there were. All were looked at: the others are no more.</summary>
    /// <param name="only">Those that could not be read, where all were looked at; null otherwise.</param>
    public void EndLook(IReadOnlySet<string>? only = null)
    {
        if (only is not null)
        {
            foreach (var name in _problems.Keys)
            {
                if (!only.Contains(name))
                {
                    _problems.TryRemove(name, out _);
                }
            }
        }

        if (_new > MostTold)
        {
            LogMore(Logger, _new - MostTold, source);
        }

        _new = 0;
    }

    [LoggerMessage(EventIds.TenantUnreadable, LogLevel.Warning, "The tenant '{Tenant}' of {Source} {Problem}")]
    private static partial void LogUnreadable(ILogger logger, string tenant, string source, string problem);

    [LoggerMessage(EventIds.TenantsUnreadable, LogLevel.Warning,
        "{Count} more tenants of {Source} cannot be read: 'gateway tenants unreadable ROUTE' names them.")]
    private static partial void LogMore(ILogger logger, int count, string source);
}
