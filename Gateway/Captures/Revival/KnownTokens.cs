using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Captures.Revival;

/// <summary>
/// A route's secrets, as texts that a request may carry. None of them is kept; where a hash says that one stood, it is put back. They cannot
/// be printed.
/// </summary>
/// <param name="secrets">Their texts.</param>
/// <param name="prefixes">What may precede one, as the configuration writes it.</param>
internal sealed class KnownTokens(IEnumerable<string> secrets, IEnumerable<string> prefixes)
{
    private static readonly string[] UsualPrefixes = ["Bearer ", "Basic ", "Token "];

    private readonly string[] _texts =
    [
        .. secrets.SelectMany(secret => FormsOf(secret, [.. prefixes, .. UsualPrefixes])).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    public static KnownTokens None { get; } = new([], []);

    /// <summary>The value; null if it is none of them.</summary>
    public string? Find(HiddenValue hidden, ReadOnlySpan<byte> key)
    {
        foreach (var text in _texts)
        {
            if (hidden.Is(text, key))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the value is one of them: as it stands, with a prefix, in base64 or escaped. Each is compared in constant time: a sender
    /// could try letter by letter what it would not be told else.
    /// </summary>
    public bool Holds(ReadOnlySpan<char> value)
    {
        var holds = false;
        foreach (var text in _texts)
        {
            holds |= text.Length == value.Length && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(value));
        }

        return holds;
    }

    public override string ToString() => "tokens";

    /// <summary>How a secret is sent where it is sent itself.</summary>
    private static IEnumerable<string> FormsOf(string secret, IReadOnlyList<string> prefixes)
    {
        string[] texts = [secret, secret.Trim(), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))];
        foreach (var text in texts)
        {
            yield return text;
            yield return Uri.EscapeDataString(text);
            foreach (var prefix in prefixes)
            {
                yield return prefix + text;
            }
        }
    }
}
