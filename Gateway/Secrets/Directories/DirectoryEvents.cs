using System.Collections.Concurrent;
using Gateway.Reading;

namespace Gateway.Secrets.Directories;

/// <summary>
/// What the system tells of a directory. It tells of the directory that stood at the place when it was asked to: where another has been put
/// there, be it by a link above it, it is asked anew.
/// </summary>
/// <param name="directory">Its full path.</param>
internal sealed class DirectoryEvents(string directory) : IDisposable
{
    /// <summary>Names to look at one by one. Of more everything is looked at: nobody may ask for them for days.</summary>
    public const int MostTold = 10_000;

    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FileSystemWatcher? _watcher;
    private FileIdentity? _of;
    private bool _wasAsked;
    private bool _isDeaf;
    private bool _hasLost;
    private bool _isDisposed;

    /// <summary>How many names it has been told that nobody has taken yet.</summary>
    public int Told => _told.Count;

    /// <summary>Has the system tell of the directory that stands there; why it does not, once for each.</summary>
    /// <param name="identity">Of that directory, taken before; null for none, or where the system does not say.</param>
    public Exception? Follow(FileIdentity? identity)
    {
        if (_wasAsked && identity == _of && !Volatile.Read(ref _isDeaf))
        {
            return null;
        }

        if (!Directory.Exists(directory))
        {
            Volatile.Write(ref _isDeaf, value: true); // What comes back in its place is another one, whatever its number.
            return null;
        }

        (_wasAsked, _of) = (true, identity);
        Volatile.Write(ref _isDeaf, value: false);
        return Listen();
    }

    /// <summary>Nobody asks what has changed, until it follows again.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            _watcher?.Dispose();
            _watcher = null;
        }

        _wasAsked = false;
        _told.Clear();
    }

    /// <summary>What was told since it was last asked.</summary>
    public IEnumerable<string> Take()
    {
        foreach (var name in _told.Keys)
        {
            if (_told.TryRemove(name, out _))
            {
                yield return name;
            }
        }
    }

    /// <summary>Everything is looked at now: what was told before is nothing new.</summary>
    public void Clear()
    {
        Volatile.Write(ref _hasLost, value: false);
        _told.Clear();
    }

    /// <summary>Whether something has changed of which nobody knows what.</summary>
    public bool HasLost => Volatile.Read(ref _hasLost);

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    private Exception? Listen()
    {
        lock (_gate)
        {
            _watcher?.Dispose();
            _watcher = null;
            if (_isDisposed)
            {
                return null;
            }

            FileSystemWatcher? watcher = null;
            Exception? refusal = null;
            var isListening = false;
            try
            {
                watcher = new FileSystemWatcher(directory) { InternalBufferSize = 64 * 1024 };
                watcher.Changed += (_, change) => Hear(change.Name);
                watcher.Created += (_, change) => Hear(change.Name);
                watcher.Deleted += (_, change) => Hear(change.Name);
                watcher.Renamed += (_, change) =>
                {
                    Hear(change.OldName);
                    Hear(change.Name);
                };
                watcher.Error += (_, error) =>
                {
                    if (!Volatile.Read(ref isListening) && error.GetException() is not InternalBufferOverflowException and var why)
                    {
                        refusal = why; // Out of watches is not thrown. Asked anew it would be said at each look.
                        return;
                    }

                    Volatile.Write(ref _hasLost, value: true);
                    Volatile.Write(ref _isDeaf, value: true); // It may have ended with that.
                };
                watcher.EnableRaisingEvents = true;
                Volatile.Write(ref isListening, value: true);
                if (refusal is not null)
                {
                    return refusal;
                }

                (_watcher, watcher) = (watcher, null);
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                if (!Directory.Exists(directory))
                {
                    Volatile.Write(ref _isDeaf, value: true); // Gone meanwhile.
                    return null;
                }

                return exception; // Out of instances, for one.
            }
            finally
            {
                watcher?.Dispose();
            }
        }
    }

    private void Hear(string? name)
    {
        if (name is null)
        {
            return;
        }

        if (_told.Count >= MostTold)
        {
            Volatile.Write(ref _hasLost, value: true);
            return;
        }

        _told[name] = 0;
    }
}
