using System.Text;

namespace Gateway.Captures.Revival;

/// <summary>
/// The secrets that a hidden value may be: those that requests carry themselves. To put one back where its hash says that it stood. They
/// cannot be printed.
/// </summary>
/// <param name="secrets">Their texts.</param>
/// <param name="prefixes">What may precede one, as the configuration writes it.</param>
internal sealed class KnownTokens(IEnumerable<string> secrets, IEnumerable<string> prefixes)
{
    private static readonly string[] UsualPrefixes = ["Bearer ", "Basic ", "Token "];

    private readonly string[] _texts =
        [.. secrets.SelectMany(secret => FormsOf(secret, [.. prefixes, .. UsualPrefixes])).Distinct(StringComparer.Ordinal)];

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
