using System.Buffers.Binary;

namespace Gateway.Storage.Sqlite;

/// <summary>The table of claims. Its methods are part of the transaction they are called in.</summary>
internal sealed class SqliteClaims(SqliteClock clock)
{
    private const string Claim =
        """
        INSERT INTO claim (route, hash, owner, ends) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (route, hash) DO UPDATE SET owner = excluded.owner, ends = excluded.ends WHERE claim.ends <= ?5
        """;

    private const string IsProcessed = "SELECT owner IS NULL FROM claim WHERE route = ?1 AND hash = ?2 AND ends > ?3";

    private const string Process =
        """
        INSERT INTO claim (route, hash, owner, ends) VALUES (?1, ?2, NULL, ?3)
        ON CONFLICT (route, hash) DO UPDATE SET owner = NULL, ends = excluded.ends
        """;

    private const string GiveBack = "DELETE FROM claim WHERE route = ?1 AND hash = ?2 AND owner = ?3";

    private const string Remove =
        """
        DELETE FROM claim WHERE (route, hash) IN
            (SELECT route, hash FROM claim WHERE ends <= ?1 ORDER BY ends LIMIT ?2)
        """;

    public ClaimState TryClaim(SqliteSession session, in ClaimKey key, in ClaimOwner owner, TimeSpan lease)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> holder = stackalloc byte[16];
        Write(key, hash);
        owner.Value.TryWriteBytes(holder);
        var now = clock.Now; // One for both: what the first finds not ended has not ended for the second.
        if (!session.IsNearlyFull)
        {
            var claimed = session.Statement(Claim)
                .Bind(1, key.Route).Bind(2, hash).Bind(3, holder).Bind(4, clock.After(lease)).Bind(5, now)
                .Execute();
            if (claimed > 0)
            {
                return ClaimState.Claimed;
            }
        }

        return session.Statement(IsProcessed).Bind(1, key.Route).Bind(2, hash).Bind(3, now).Number() switch
        {
            1 => ClaimState.Processed,
            0 => ClaimState.InFlight,
            _ => throw SqliteException.Full(),
        };
    }

    /// <summary>What an attempt at it would be answered, without attempting it.</summary>
    public ClaimState Find(SqliteSession session, in ClaimKey key)
    {
        Span<byte> hash = stackalloc byte[32];
        Write(key, hash);
        return session.Statement(IsProcessed).Bind(1, key.Route).Bind(2, hash).Bind(3, clock.Now).Number() switch
        {
            1 => ClaimState.Processed,
            0 => ClaimState.InFlight,
            _ => ClaimState.Claimed,
        };
    }

    public void Complete(SqliteSession session, in ClaimKey key, TimeSpan timeToLive)
    {
        Span<byte> hash = stackalloc byte[32];
        Write(key, hash);
        session.Statement(Process).Bind(1, key.Route).Bind(2, hash).Bind(3, clock.After(timeToLive)).Execute();
    }

    public void Release(SqliteSession session, in ClaimKey key, in ClaimOwner owner)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> holder = stackalloc byte[16];
        Write(key, hash);
        owner.Value.TryWriteBytes(holder);
        session.Statement(GiveBack).Bind(1, key.Route).Bind(2, hash).Bind(3, holder).Execute();
    }

    /// <summary>Removes claims that have ended, and returns how many.</summary>
    public int RemoveEnded(SqliteSession session, int atMost) =>
        session.Statement(Remove).Bind(1, clock.Now).Bind(2, atMost).Execute();

    private static void Write(in ClaimKey key, Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt128BigEndian(hash, key.High);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], key.Low);
    }
}
