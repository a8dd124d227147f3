using System.Text.Json;
using Gateway.Storage;
using Gateway.Storage.States;

namespace Gateway.Alarms;

/// <summary>
/// The book in the store, and in memory while that does not answer: an alarm about the store is told all the same. For one caller at a
/// time.
/// </summary>
internal sealed class AlarmShelf(IStateStore states)
{
    private const string Name = "alarms";

    /// <summary>At a change: others may write at the same moment, and each time one of them succeeds.</summary>
    private const int MostAttempts = 10;

    private readonly HashSet<string> _deliveredAway = new(StringComparer.Ordinal);
    private AlarmBook _own = AlarmBook.Empty;
    private bool _isAway;

    /// <summary>As it was last seen.</summary>
    public AlarmBook Last => Volatile.Read(ref _own);

    /// <summary>Changes the book, in the store if that answers.</summary>
    /// <param name="change">Called again if another has changed it at the same time. What it does not change stays the same book.</param>
    /// <param name="delivered">The ids of notices that the change takes out, since they have arrived.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<AlarmBook> ChangeAsync(
        Func<AlarmBook, AlarmBook> change, IReadOnlySet<string> delivered, CancellationToken cancellation)
    {
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                var entry = await states.ReadAsync(Name, cancellation);
                var stored = entry is null ? AlarmBook.Empty : Read(entry.Content.Span);
                var current = _isAway ? stored.Join(_own, _deliveredAway) : stored;
                var (changed, content) = Fit(change(current));
                if (ReferenceEquals(changed, stored) || await states.WriteAsync(Name, content, entry?.Version ?? 0, cancellation))
                {
                    _isAway = false;
                    _deliveredAway.Clear();
                    Volatile.Write(ref _own, changed);
                    return changed;
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store.
        }

        _isAway = true;
        _deliveredAway.UnionWith(delivered);
        Volatile.Write(ref _own, Fit(change(_own)).Book);
        return _own;
    }

    /// <summary>What the store takes of it.</summary>
    private static (AlarmBook Book, byte[] Content) Fit(AlarmBook book)
    {
        while (true)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(book, AlarmJson.Default.AlarmBook);
            if (content.Length <= IStateStore.MostBytes)
            {
                return (book, content);
            }

            book = book.Shorten();
        }
    }

    /// <summary>Of another form it is begun anew: what was told may be told again.</summary>
    private static AlarmBook Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, AlarmJson.Default.AlarmBook) ?? AlarmBook.Empty;
        }
        catch (JsonException)
        {
            return AlarmBook.Empty;
        }
    }
}
