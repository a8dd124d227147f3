using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Captures.Revival;

/// <summary>
/// A route's secrets, as texts that a request may carry. None of them is kept; where a hash says that one stood, it is put back. They cannot
/// be printed.
/// </summary>
internal sealed class KnownTokens
{
    private static readonly string[] UsualPrefixes = ["Bearer ", "Basic ", "Token "];

    private readonly string[] _prefixes;
    private readonly int _longest;

    /// <summary>Of each secret, how it may be sent.</summary>
    private readonly string[][] _texts;

    /// <param name="secrets">Their texts; null for one that is not at hand.</param>
    /// <param name="prefixes">What may precede one, as the configuration writes it.</param>
    /// <param name="longest">In characters: of a longer secret nothing is known.</param>
    public KnownTokens(IEnumerable<string?> secrets, IEnumerable<string> prefixes, int longest = int.MaxValue)
    {
        (_prefixes, _longest) = ([.. prefixes, .. UsualPrefixes], longest);
        _texts = [.. secrets.Select(FormsOf)];
    }

    public static KnownTokens None { get; } = new([], [], longest: 0);

    /// <summary>The value; null if it is none of them.</summary>
    public string? Find(HiddenValue hidden, ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            foreach (var text in Volatile.Read(ref _texts[i]))
            {
                if (hidden.Is(text, key))
                {
                    return text;
                }
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
        for (var i = 0; i < _texts.Length; i++)
        {
            foreach (var text in Volatile.Read(ref _texts[i]))
            {
                holds |= text.Length == value.Length && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(value));
            }
        }

        return holds;
    }

    /// <summary>Another content of the file that a secret came from.</summary>
    /// <param name="index">Which, as it was given.</param>
    /// <param name="secret">Its text.</param>
    public void Replace(int index, string secret) => Volatile.Write(ref _texts[index], FormsOf(secret));

    public override string ToString() => "tokens";

    /// <summary>How a secret is sent where it is sent itself.</summary>
    private string[] FormsOf(string? secret)
    {
        if (secret is null || secret.Length > _longest)
        {
            return [];
        }

        return [.. FormsOf(secret, _prefixes).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
    }

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
