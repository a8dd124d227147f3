using System.IO.Enumeration;
using System.Text;
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

    /// <summary>Of those that could not be read: a secret that is put into a folder tells nobody of it above.</summary>
    private const int UnreadableLooksAtOnce = 200;

    /// <summary>Far longer than from one look to the next.</summary>
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromSeconds(5);

    /// <summary>What may not be listed is no empty directory, which the default takes it for.</summary>
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    private readonly string _directory;
    private readonly TenantFolder _folder;
    private readonly DirectoryEvents _events;
    private readonly UnreadableTenants _unreadable;
    private readonly Queue<string> _again = new();
    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private TenantTable _tenants = new();
    private FileIdentity? _identity;
    private FileStamp? _stamp;
    private FileStamp? _data;
    private bool _isStale;
    private string _away = "";
    private bool _isAwayTold;
    private long _lookedAt;
    private int _place;

    /// <param name="directory">Its full path.</param>
    /// <param name="clock">Measures since when nobody has looked; null for the system's.</param>
    public DirectoryTenants(string directory, TimeProvider? clock = null)
    {
        (_directory, _folder, _events) = (directory, new TenantFolder(directory), new DirectoryEvents(directory));
        (_clock, _unreadable) = (clock ?? TimeProvider.System, new UnreadableTenants(Name));
        Scan();
        _lookedAt = _clock.GetTimestamp();
    }

    /// <summary>Says what could not be read.</summary>
    public ILogger Logger
    {
        get;
        set => (field, _unreadable.Logger) = (value, value);
    } = NullLogger.Instance;

    public string Name => $"the directory '{_directory}'";

    public TenantTable Tenants => Volatile.Read(ref _tenants);

    /// <summary>What could not be read at the last look, with why.</summary>
    public IReadOnlyDictionary<string, string> Unreadable => _unreadable.All;

    public ITenantFeed Feed => this;

    /// <summary>False while it is away: who is no tenant cannot be told then.</summary>
    public bool IsWhole => Away.Length == 0;

    /// <summary>Why it cannot be read; empty if it was at the last look.</summary>
    public string Away => Volatile.Read(ref _away);

    /// <summary>Whether it ever could.</summary>
    public bool WasRead { get; private set; }

    public bool Knows(string name) => IsWhole || Tenants.TryFind(name, out _);

    public ValueTask RefreshAsync(CancellationToken cancellation)
    {
        Refresh();
        return ValueTask.CompletedTask;
    }

    /// <summary>Looks whether anything has changed.</summary>
    public void Refresh()
    {
        lock (_turn)
        {
            LookRound();
            _lookedAt = _clock.GetTimestamp();
        }
    }

    /// <summary>
    /// For a route that is compiled with it: of a directory that nobody looks at any more, because no route in force has it, what is known
    /// may have been taken back long ago.
    /// </summary>
    public void Wake()
    {
        lock (_turn)
        {
            if (!WasRead || _clock.GetElapsedTime(_lookedAt) >= LongestUnseen)
            {
                Scan();
                _lookedAt = _clock.GetTimestamp();
            }
        }
    }

    public void Rest()
    {
        lock (_turn)
        {
            _events.Rest();
            _isStale = true;
        }
    }

    private void LookRound()
    {
        // The system tells of changes from here on, and not before: of what is only looked at, nothing has to be told. Those that came between
        // the looks find.
        var stamp = FileStamp.Of(_directory);
        if (_events.Follow(stamp?.Identity) is { } failure)
        {
            LogWithoutEvents(Logger, failure, Name);
        }

        // First, so that it counts before a scan, which takes a second for a hundred thousand on a busy machine. What was told of another
        // directory that stood here is no word of this one.
        if (stamp?.Identity == _identity)
        {
            LookAt(_events.Take());
        }

        if (_isStale || _events.HasLost || stamp != _stamp || FileStamp.Of(DataLink) != _data)
        {
            Scan();
        }
        else
        {
            LookAtSome();
        }

        _unreadable.EndLook();
    }

    public void Dispose() => _events.Dispose();

    private string DataLink => Path.Combine(_directory, "..data");

    /// <summary>Whether the tenant looks as when it was read, and was read twice so: <see cref="WatchedFile"/> says why.</summary>
    private static bool IsUnchanged(TenantRecord known, ulong stamp) => stamp != 0 && known.Stamp == (stamp | 1);

    private void LookAt(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Look(name);
        }
    }

    private void LookAtSome()
    {
        foreach (var tenant in _tenants.From(ref _place, LooksAtOnce))
        {
            var name = Encoding.ASCII.GetString(tenant.Name);
            if (!IsUnchanged(tenant, _folder.StampOf(name)))
            {
                Look(name);
            }
        }

        for (var looks = 0; looks < UnreadableLooksAtOnce && (_again.Count > 0 || looks == 0); looks++)
        {
            if (_again.Count == 0)
            {
                foreach (var name in _unreadable.All.Keys)
                {
                    _again.Enqueue(name);
                }
            }

            if (_again.TryDequeue(out var again))
            {
                Look(again);
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
        if (_folder.IsGone(name))
        {
            if (!Directory.Exists(_directory) || FileStamp.Of(_directory)?.Identity != _identity)
            {
                return; // It is away, or another stands there, which is looked at as a whole; its tenants are not.
            }

            _unreadable.Remove(name);
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
            _unreadable.Add(name, problem);
            return isKnown ? before : null;
        }

        _unreadable.Remove(name);
        if (!isKnown || !record.Bytes.AsSpan(sizeof(ulong)).SequenceEqual(before.Bytes.AsSpan(sizeof(ulong))))
        {
            return record;
        }

        before.SetStamp(before.Stamp == stamp ? stamp | 1 : stamp);
        return before;
    }

    private void Scan()
    {
        _events.Clear();
        var (stamp, data) = (FileStamp.Of(_directory), FileStamp.Of(DataLink)); // Before it is read, so that what changes meanwhile is seen.
        var (tenants, unreadable) = (new TenantTable(), new HashSet<string>(StringComparer.Ordinal));
        try
        {
            foreach (var name in new FileSystemEnumerable<string>(_directory, (ref FileSystemEntry entry) => entry.FileName.ToString(), Everything))
            {
                if (name[0] != '.')
                {
                    Take(name, tenants, unreadable);
                }
            }

            if (tenants.Count == 0 && _tenants.Count > 0 && stamp?.Identity != _identity)
            {
                throw new IOException("Another directory stands there than before, and it is empty: it is not filled yet, or a volume is not mounted.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is known stays: a volume that is away for a moment must not refuse everybody.
            _isStale = true;
            Volatile.Write(ref _away, exception.Message);
            if (!_isAwayTold && WasRead)
            {
                LogAway(Logger, exception, Name); // Once, and not at each look. One that never was there is a problem of the configuration.
                _isAwayTold = true;
            }

            return;
        }

        (_stamp, _data, _identity, _isStale, _isAwayTold) = (stamp, data, stamp?.Identity, false, false);
        Volatile.Write(ref _tenants, tenants);
        WasRead = true;
        Volatile.Write(ref _away, "");
        _unreadable.EndLook(unreadable);
    }

    private void Take(string name, TenantTable tenants, HashSet<string> unreadable)
    {
        if (!TenantName.IsValid(name))
        {
            _unreadable.Add(name, $"is no name of a tenant: use {TenantName.Form}.");
        }
        else if (Read(name, _folder.StampOf(name), _tenants) is { } record)
        {
            tenants.Set(record);
        }

        if (_unreadable.All.ContainsKey(name))
        {
            unreadable.Add(name);
        }
    }

    [LoggerMessage(EventIds.TenantsAway, LogLevel.Error, "Tenants cannot be read from {Source}; those that are known stay in force.")]
    private static partial void LogAway(ILogger logger, Exception exception, string source);

    [LoggerMessage(EventIds.TenantsWithoutEvents, LogLevel.Warning,
        "The system tells of no changes in {Source}: a secret that is written in place is found a little later.")]
    private static partial void LogWithoutEvents(ILogger logger, Exception exception, string source);
}
