using Gateway.JsonSchema.Patterns;

namespace Gateway.JsonSchema.Learning;

/// <summary>Which names and texts somebody chose when the payload was designed, and which are data.</summary>
internal static class LearntWords
{
    private const int LongestValue = 40;

    /// <summary>Without a separator; no word of an enumeration is longer, most tokens are.</summary>
    private const int LongestRun = 20;

    private const int MostDigits = 2;
    private const int MostDigitsOfName = 3;

    /// <summary>Members whose values are somebody's, or a secret, however few of them the samples have.</summary>
    private static readonly string[] Personal =
    [
        "name", "login", "user", "mail", "token", "secret", "key", "passwd", "auth", "phone", "mobile", "address", "street", "city",
        "zip", "postal", "region", "title", "description", "message", "text", "body", "comment", "note", "sender", "recipient", "owner", "author",
        "customer", "company", "organization", "organisation", "account", "iban", "card", "birth", "gender", "sex", "nationality", "religion",
        "credential", "session", "cookie", "signature", "hash", "digest", "host", "domain", "slug", "label", "password",
    ];

    /// <summary>Whether a name of a member is data itself: a number, an id, a mail address, something long.</summary>
    public static bool IsData(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LearningRoom.LongestName || name.Contains('/') || name[1..].Contains('@') || IsNumber(name) || TokenFormats.IsUuid(name))
        {
            return true;
        }

        // @type, line_1 and sha256_digest are names, cus_9s6XKzkNRiz8i3 and 2026-01-31 are not.
        return Mixtures(name) > 1 || (Digits(name) > MostDigitsOfName && (name.Length >= 8 || char.IsAsciiDigit(name[0])));
    }

    public static bool IsNumber(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether values of a member may stand in a schema, by its name.</summary>
    public static bool MayBeShown(ReadOnlySpan<char> member)
    {
        foreach (var word in Personal)
        {
            if (member.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return !IsId(member);
    }

    /// <summary>A word as enumerations have them: <c>invoice.paid</c>, <c>past_due</c>, <c>USD</c>; nothing with a blank, an accent or many digits.</summary>
    public static bool IsWord(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestValue || Digits(text) > MostDigits || Mixtures(text) > 0 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        var run = 0;
        foreach (var character in text)
        {
            var isSeparator = character is '_' or '-' or '.' or '/';
            if (!isSeparator && !char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }

            run = isSeparator ? 0 : run + 1;
            if (run > LongestRun)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsId(ReadOnlySpan<char> member) =>
        member.Equals("id", StringComparison.OrdinalIgnoreCase) || member.EndsWith("Id", StringComparison.Ordinal)
        || member.EndsWith("ID", StringComparison.Ordinal) || member.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || member.EndsWith("-id", StringComparison.OrdinalIgnoreCase);

    /// <summary>How often a letter follows a digit: seldom in a word, often in a token.</summary>
    private static int Mixtures(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 1; i < text.Length; i++)
        {
            count += char.IsAsciiDigit(text[i - 1]) && char.IsAsciiLetter(text[i]) ? 1 : 0;
        }

        return count;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return count;
    }
}
