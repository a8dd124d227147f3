using System.Text;

namespace Gateway.Cli.Explaining.Characters;

/// <summary>Unicode's two normal forms of a text, as far as senders use them: letters with marks, and Hangul.</summary>
internal static class CanonicalText
{
    private const char FirstSyllable = '\uAC00';
    private const char LastSyllable = '\uD7A3';
    private const char FirstLead = '\u1100';
    private const char FirstVowel = '\u1161';
    private const char FirstTail = '\u11A7';
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Leads = 19;

    private static readonly Lazy<Dictionary<char, (char Letter, char Mark)>> Parts = new(() => Triples().ToDictionary(triple => triple[0], triple => (triple[1], triple[2])));

    private static readonly Lazy<Dictionary<(char Letter, char Mark), char>> Wholes = new(() => Triples().ToDictionary(triple => (triple[1], triple[2]), triple => triple[0]));

    /// <summary>Normalization Form D: every letter and every mark by itself.</summary>
    public static string Decompose(string text)
    {
        var decomposed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            Decompose(c, decomposed);
        }

        return decomposed.ToString();
    }

    /// <summary>Normalization Form C: letters and marks together where there is a character for both.</summary>
    public static string Compose(string text)
    {
        var composed = new StringBuilder(text.Length);
        foreach (var c in Decompose(text))
        {
            if (composed.Length > 0 && Whole(composed[^1], c) is { } whole)
            {
                composed[^1] = whole;
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }

    /// <summary>Full-width letters and blanks that do not break, as what they look like (a part of Normalization Form KC).</summary>
    public static string Simplify(string text) =>
        Compose(string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c is '\u00A0' or '\u3000' or '\u202F' ? ' ' : c)));

    private static void Decompose(char c, StringBuilder text)
    {
        if (c is >= FirstSyllable and <= LastSyllable)
        {
            var index = c - FirstSyllable; // The Unicode Standard, section 3.12
            text.Append((char)(FirstLead + (index / (Vowels * Tails)))).Append((char)(FirstVowel + (index % (Vowels * Tails) / Tails)));
            if (index % Tails > 0)
            {
                text.Append((char)(FirstTail + (index % Tails)));
            }
        }
        else if (Parts.Value.TryGetValue(c, out var parts))
        {
            Decompose(parts.Letter, text);
            text.Append(parts.Mark);
        }
        else
        {
            text.Append(c);
        }
    }

    private static char? Whole(char letter, char mark)
    {
        if (letter >= FirstLead && letter < FirstLead + Leads && mark >= FirstVowel && mark < FirstVowel + Vowels)
        {
            return (char)(FirstSyllable + ((((letter - FirstLead) * Vowels) + (mark - FirstVowel)) * Tails));
        }

        if (letter is >= FirstSyllable and <= LastSyllable && (letter - FirstSyllable) % Tails == 0 && mark > FirstTail && mark < FirstTail + Tails)
        {
            return (char)(letter + (mark - FirstTail));
        }

        return Wholes.Value.TryGetValue((letter, mark), out var whole) ? whole : null;
    }

    private static IEnumerable<char[]> Triples() => CanonicalPairs.Triples.Chunk(3);
}
