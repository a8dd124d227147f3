using System.Security.Cryptography;

namespace Gateway.Admin.Access;

/// <summary>
/// The browsers that have signed in, in this process' memory. Only who has a token gets in here, and of them the ones that ended soonest
/// make room.
/// </summary>
internal sealed class AdminSessions(TimeProvider clock)
{
    /// <summary>At once.</summary>
    public const int Most = 64;

    private const int IdBytes = 32;

    /// <summary>A working day. It is not renewed: a browser that is forgotten is signed out.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();

    /// <summary>By the hash of the id: who could read this memory, or time the look-up, would not have an id.</summary>
    private readonly Dictionary<string, AdminSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>The id of a new one, for its cookie.</summary>
    public string Open(byte[] tokenHash)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var (ended, _) in _sessions.Where(session => session.Value.EndsAt <= now).ToList())
            {
                _sessions.Remove(ended);
            }

            if (_sessions.Count >= Most)
            {
                _sessions.Remove(_sessions.MinBy(session => session.Value.EndsAt).Key);
            }

            _sessions[KeyOf(id)] = new AdminSession(tokenHash, now + Lifetime);
        }

        return id;
    }

    /// <summary>What the browser with this id may, by the tokens in force.</summary>
    public AdminAccess AccessOf(string id, AdminTokens tokens)
    {
        AdminSession? session;
        lock (_gate)
        {
            _sessions.TryGetValue(KeyOf(id), out session);
        }

        return session is not null && session.EndsAt > clock.GetUtcNow() ? tokens.AccessOf(session.TokenHash) : AdminAccess.None;
    }

    public void Close(string id)
    {
        lock (_gate)
        {
            _sessions.Remove(KeyOf(id));
        }
    }

    private static string KeyOf(string id) => Convert.ToHexString(AdminTokens.HashOf(id));
}
