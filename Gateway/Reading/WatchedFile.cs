namespace Gateway.Reading;

/// <summary>A file that was read, and who has read it.</summary>
internal sealed class WatchedFile
{
    private FileStamp? _stamp;
    private bool _isSettled;
    private bool _wasRead;
    private bool _isTorn;

    /// <summary>Of the content that was read; empty where there was none.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Who has read it, each with what takes another content of it; null for who has to read everything anew.</summary>
    public List<(string? Route, SecretTaker? Taker)> Readers { get; init; } = [];

    /// <summary>Remembers what was read.</summary>
    public void Saw(FileStamp? stamp, byte[] hash) => (_stamp, Hash, _isSettled, _wasRead, _isTorn) = (stamp, hash, false, true, false);

    /// <summary>Remembers what one of its readers has read: where it is not what the others have, it has changed for one of them.</summary>
    public void SawToo(FileStamp? stamp, byte[] hash)
    {
        if (!_wasRead)
        {
            Saw(stamp, hash);
        }
        else if (!hash.AsSpan().SequenceEqual(Hash))
        {
            _isTorn = true;
        }
    }

    /// <summary>
    /// Whether another content lies there than the one that was read. A file that looks as it did is not opened, but the first time:
    /// two contents that were written within a tick of the file system's clock look the same, and a second later the tick is over.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="hashOf">The hash of what lies there.</param>
    /// <param name="isSweep">Whether it is opened whatever it looks like.</param>
    public bool HasChanged(string path, Func<string, byte[]> hashOf, bool isSweep)
    {
        var stamp = FileStamp.Of(path);
        if (_isTorn)
        {
            return true;
        }

        if (!isSweep && stamp is not null && stamp == _stamp && _isSettled)
        {
            return false;
        }

        if (!hashOf(path).AsSpan().SequenceEqual(Hash))
        {
            return true;
        }

        _isSettled = stamp is not null && stamp == _stamp;
        _stamp = stamp;
        return false;
    }
}
