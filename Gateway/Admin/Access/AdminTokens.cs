using System.Security.Cryptography;
using System.Text;

namespace Gateway.Admin.Access;

/// <summary>The tokens of the admin listener in force, as hashes: of the tokens themselves nothing is kept.</summary>
/// <param name="tokens">Each with what it may.</param>
internal sealed class AdminTokens(params IReadOnlyList<(AdminAccess Access, byte[] Hash)> tokens)
{
    /// <summary>No token: whoever reaches the listener may do everything.</summary>
    public static AdminTokens None { get; } = new();

    /// <summary>Whether a token is asked for.</summary>
    public bool AreAskedFor => tokens.Count > 0;

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>What the token of this hash may. Every one is compared, each in constant time: how long it takes says nothing of any.</summary>
    public AdminAccess AccessOf(ReadOnlySpan<byte> hash)
    {
        var most = AdminAccess.None;
        foreach (var (access, known) in tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known) && access > most)
            {
                most = access;
            }
        }

        return most;
    }
}
