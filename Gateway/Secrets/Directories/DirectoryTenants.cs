using System.Collections.Concurrent;
using System.IO.Enumeration;
using Gateway.Observability;
using Gateway.Reading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Secrets.Directories;

/// <summary>
/// The tenants of one directory: <c>TENANT</c> is a file with its secret, or a folder with files <c>ID</c>. What changes is found by the
/// directory's own stamp (files renamed into it, Kubernetes' swapped link), by the system's events where it has them (a file written in
/// place), and by a look at some of the tenants each time, whatever the others say.
/// </summary>
internal sealed partial class DirectoryTenants : ITenantSource, ITenantFeed, IDisposable
{
    /// <summary>Looked at each time, twice a second: 2 microseconds each.</summary>
    public const int LooksAtOnce = 1000;

    private readonly string _directory;
    private readonly TenantFolder _folder;
    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _unreadable = new(StringComparer.Ordinal);
    private FileSystemWatcher? _events;
    private TenantTable _tenants = new();
    private FileStamp? _stamp;
    private FileStamp? _data;
    private bool _isStale;
    private bool _isListening;
    private bool _isAway;
    private int _place;

    /// <param name="directory">Its full path.</param>
    public DirectoryTenants(string directory)
    {
        (_directory, _folder) = (directory, new TenantFolder(directory));
        Scan();
    }

    /// <summary>Says what could not be read.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    public string Name => $"the directory '{_directory}'";

    public TenantTable Tenants => Volatile.Read(ref _tenants);

    /// <summary>What could not be read at the last look, with why.</summary>
    public IReadOnlyDictionary<string, string> Unreadable => _unreadable;

    public ITenantFeed Feed => this;

    public ValueTask RefreshAsync(CancellationToken cancellation)
    {
        Refresh();
        return ValueTask.CompletedTask;
    }

    /// <summary>By one caller at a time.</summary>
    public void Refresh()
    {
        if (!_isListening)
        {
            // Not before: of what is only looked at, nothing has to be told. What has changed meanwhile the looks find.
            Listen();
            _isListening = true;
        }

        // First, so that it counts before a scan, which takes a second for a hundred thousand on a busy machine.
        LookAtTold();
        if (Volatile.Read(ref _isStale) || FileStamp.Of(_directory) != _stamp || FileStamp.Of(DataLink) != _data)
        {
            Scan();
            return;
        }

        Span<char> text = stackalloc char[TenantName.MaxLength];
        foreach (var tenant in _tenants.From(ref _place, LooksAtOnce))
        {
            var length = System.Text.Encoding.ASCII.GetChars(tenant.Name, text);
            if (!IsUnchanged(tenant, _folder.StampOf(new string(text[..length]))))
            {
                Look(new string(text[..length]));
            }
        }
    }

    public void Dispose() => _events?.Dispose();

    private string DataLink => Path.Combine(_directory, "..data");

    /// <summary>Whether the tenant looks as when it was read, and was read twice so: <see cref="WatchedFile"/> says why.</summary>
    private static bool IsUnchanged(TenantRecord known, ulong stamp) => stamp != 0 && known.Stamp == (stamp | 1);

    private void LookAtTold()
    {
        foreach (var name in _told.Keys)
        {
            if (_told.TryRemove(name, out _))
            {
                Look(name);
            }
        }
    }

    /// <summary>Reads one tenant anew; one that is gone is taken away, one that cannot be read stays as it was.</summary>
    private void Look(string name)
    {
        if (!TenantName.IsValid(name))
        {
            return;
        }

        var stamp = _folder.StampOf(name);
        if (!Path.Exists(Path.Combine(_directory, name)))
        {
            if (!Directory.Exists(_directory))
            {
                return; // It is away, and its tenants are not.
            }

            _unreadable.TryRemove(name, out _);
            _tenants.Remove(name);
        }
        else if (Read(name, stamp, _tenants) is { } record)
        {
            _tenants.Set(record);
        }
    }

    /// <summary>The tenant; the one that is known if it says the same, so that what was made of its secrets is still right.</summary>
    private TenantRecord? Read(string name, ulong stamp, TenantTable known)
    {
        var isKnown = known.TryFind(name, out var before);
        if (isKnown && IsUnchanged(before, stamp))
        {
            return before;
        }

        if (_folder.Read(name, stamp, out var problem) is not { } record)
        {
            Tell(name, problem);
            return isKnown ? before : null;
        }

        _unreadable.TryRemove(name, out _);
        if (!isKnown || !record.Bytes.AsSpan(sizeof(ulong)).SequenceEqual(before.Bytes.AsSpan(sizeof(ulong))))
        {
            return record;
        }

        before.SetStamp(before.Stamp == stamp ? stamp | 1 : stamp);
        return before;
    }

    private void Scan()
    {
        Volatile.Write(ref _isStale, value: false);
        _told.Clear();
        (_stamp, _data) = (FileStamp.Of(_directory), FileStamp.Of(DataLink));
        var tenants = new TenantTable();
        try
        {
            foreach (var name in new FileSystemEnumerable<string>(_directory, (ref FileSystemEntry entry) => entry.FileName.ToString()))
            {
                if (name[0] == '.')
                {
                    continue;
                }

                if (!TenantName.IsValid(name))
                {
                    Tell(name, $"is no name of a tenant: use {TenantName.Form}.");
                }
                else if (Read(name, _folder.StampOf(name), _tenants) is { } record)
                {
                    tenants.Set(record);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is known stays: a volume that is away for a moment must not refuse everybody.
            (_stamp, _isStale) = (null, true);
            if (!_isAway)
            {
                LogAway(Logger, exception, Name); // Once, and not at each look.
            }

            _isAway = true;
            return;
        }

        _isAway = false;
        Volatile.Write(ref _tenants, tenants);
    }

    /// <summary>Once, until it can be read.</summary>
    private void Tell(string name, string problem)
    {
        if (_unreadable.TryAdd(name, problem))
        {
            LogUnreadable(Logger, LogText.Field(name) ?? "", Name, problem);
        }
    }

    private void Listen()
    {
        try
        {
            _events = new FileSystemWatcher(_directory) { InternalBufferSize = 64 * 1024 };
            _events.Changed += (_, change) => Hear(change.Name);
            _events.Created += (_, change) => Hear(change.Name);
            _events.Deleted += (_, change) => Hear(change.Name);
            _events.Renamed += (_, change) =>
            {
                Hear(change.OldName);
                Hear(change.Name);
            };
            _events.Error += (_, _) => Volatile.Write(ref _isStale, value: true);
            _events.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogWithoutEvents(Logger, exception, Name); // Out of watches: the looks find what changes.
        }
    }

    private void Hear(string? name)
    {
        if (name is not null)
        {
            _told[name] = 0;
        }
    }

    [LoggerMessage(EventIds.TenantUnreadable, LogLevel.Warning, "The tenant '{Tenant}' of {Source} {Problem}")]
    private static partial void LogUnreadable(ILogger logger, string tenant, string source, string problem);

    [LoggerMessage(EventIds.TenantsAway, LogLevel.Error, "Tenants cannot be read from {Source}; those that are known stay in force.")]
    private static partial void LogAway(ILogger logger, Exception exception, string source);

    [LoggerMessage(EventIds.TenantsWithoutEvents, LogLevel.Warning,
        "The system tells of no changes in {Source}: a secret that is written in place is found a little later.")]
    private static partial void LogWithoutEvents(ILogger logger, Exception exception, string source);
}
