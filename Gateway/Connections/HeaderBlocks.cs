namespace Gateway.Connections;

/// <summary>
/// The blocks of headers of one connection whose requests nobody has looked at: each request that is looked at takes one with it, so that an
/// honest connection is left with none. Not thread-safe.
/// </summary>
/// <remarks>
/// Kestrel does not say which block is whose. A request takes the largest that it may have been, or else the smallest there is: requests that
/// were refused, and are still held, stay in but for the slack. Whatever order they come in, each finds one: if its own was taken by a larger request, there is
/// the smaller one of that.
/// </remarks>
internal sealed class HeaderBlocks
{
    /// <summary>
    /// In bytes: what Kestrel keeps of a stream beside its headers, which is its request, its answer and their pipes. 700 connections whose
    /// streams were small and refused took 230 MB.
    /// </summary>
    public const int StreamBytes = 8 * 1024;

    /// <summary>
    /// In bytes: the pseudo-headers that the request does not show, a <c>host</c> beside <c>:authority</c>, and the differences of
    /// those that took one another's. For the hundred streams that Kestrel keeps this is less than a connection is allowed anyway.
    /// </summary>
    private const int Slack = 512;

    private readonly List<Block> _blocks = [];
    private bool _isReading; // The last is not at its end, as far as is known.
    private bool _isInPseudo;
    private int _pseudo; // Those that it has.
    private long _loose; // What belongs to no block: trailers, and what a request cannot have been.
    private long _olderLoose;

    /// <summary>All of them.</summary>
    public long Bytes { get; private set; }

    /// <summary>A name comes: a pseudo-header behind another header, or a second time, begins a block.</summary>
    public void Read(string name)
    {
        var isPseudo = name.Length > 1 && name[0] == ':';
        if (isPseudo)
        {
            var bit = 1 << (name[1] & 31); // By its first letter, which only two have in common.
            bit = name == ":protocol" ? 1 : bit;
            if (!_isInPseudo || (_pseudo & bit) != 0)
            {
                _blocks.Add(new Block(StreamBytes, IsOld: false));
                Bytes += StreamBytes;
                _isReading = true;
                _pseudo = 0;
            }

            _pseudo |= bit;
        }

        _isInPseudo = isPseudo;
    }

    /// <summary>To the block that is read.</summary>
    public void Add(long bytes)
    {
        Bytes += bytes;
        if (_isReading)
        {
            _blocks[^1] = _blocks[^1] with { Bytes = _blocks[^1].Bytes + bytes };
        }
        else
        {
            _loose += bytes;
        }
    }

    /// <param name="bytes">What the headers of the request are at least.</param>
    public void TakeRequest(long bytes)
    {
        bytes += StreamBytes;
        var most = bytes + Slack;
        var closed = _blocks.Count - (_isReading ? 1 : 0);
        var (best, smallest) = (-1, -1);
        for (var i = 0; i < _blocks.Count; i++)
        {
            var size = _blocks[i].Bytes;
            var isLast = i == closed;
            if (size <= most && (best < 0 || size > _blocks[best].Bytes) && !(isLast && best >= 0 && _blocks[best].Bytes >= bytes))
            {
                best = i;
            }

            smallest = smallest < 0 || size < _blocks[smallest].Bytes ? i : smallest;
        }

        if (smallest < 0)
        {
            return;
        }

        var taken = best < 0 ? smallest : best;
        var more = _blocks[taken].Bytes - most;
        Bytes -= _blocks[taken].Bytes;
        if (more > Slack)
        {
            _loose += more; // Trailers that came at once, or another's: it is not known to be over.
            Bytes += more;
        }

        _isReading &= taken != closed;
        _blocks.RemoveAt(taken);
    }

    /// <summary>What belongs to no block.</summary>
    public void TakeLoose(long bytes)
    {
        var recent = Math.Min(bytes, _loose);
        var older = Math.Min(bytes - recent, _olderLoose);
        _loose -= recent;
        _olderLoose -= older;
        Bytes -= recent + older;
    }

    public void Clear()
    {
        _blocks.Clear();
        (_isReading, _isInPseudo, _loose, _olderLoose, Bytes) = (false, false, 0, 0, 0);
    }

    /// <summary>Forgets what has been here since before the last time.</summary>
    public void Age()
    {
        Bytes -= _olderLoose;
        (_olderLoose, _loose) = (_loose, 0);
        var kept = 0;
        for (var i = 0; i < _blocks.Count; i++)
        {
            if (_blocks[i].IsOld)
            {
                Bytes -= _blocks[i].Bytes;
                _isReading &= i != _blocks.Count - 1;
            }
            else
            {
                _blocks[kept++] = _blocks[i] with { IsOld = true };
            }
        }

        _blocks.RemoveRange(kept, _blocks.Count - kept);
    }

    private readonly record struct Block(long Bytes, bool IsOld);
}
