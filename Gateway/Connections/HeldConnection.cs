using Microsoft.AspNetCore.Connections;

namespace Gateway.Connections;

/// <summary>A sender's connection, in its place (<see cref="ConnectionPlaces"/>).</summary>
/// <param name="connection">Ended when another needs the place more.</param>
/// <param name="sender">The number of its sender's share.</param>
internal sealed class HeldConnection(ConnectionContext connection, int sender)
{
    /// <summary>
    /// More streams of HTTP/2 that were reset than answered end a connection: each was work for nothing (CVE-2023-44487), and Kestrel
    /// counts only those that come faster than it can end them.
    /// </summary>
    public const int MostResets = 100;

    private int _resets;

    public int Sender { get; } = sender;

    /// <summary>Where it stands among the others, of which the first came first as long as none has left.</summary>
    public int Index { get; set; }

    /// <summary>How many were held before it.</summary>
    public long Number { get; set; }

    /// <summary>Whether it was ended to make room, and has not left yet.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Another connection needs its place.</summary>
    public void MakeRoom() => connection.Abort(new ConnectionAbortedException("Another connection needed the place."));

    /// <summary>A stream of HTTP/2 is over.</summary>
    /// <param name="wasReset">Whether the sender did not wait for the answer.</param>
    /// <returns>Whether it was one too many, which has ended the connection.</returns>
    public bool StreamEnded(bool wasReset)
    {
        if (wasReset)
        {
            if (Interlocked.Increment(ref _resets) != MostResets)
            {
                return false;
            }

            connection.Abort(new ConnectionAbortedException("Nearly all its streams were reset."));
            return true;
        }

        if (Volatile.Read(ref _resets) > 0)
        {
            Interlocked.Decrement(ref _resets);
        }

        return false;
    }
}
