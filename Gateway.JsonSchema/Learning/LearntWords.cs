using System.Collections.Frozen;
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

    /// <summary>What a name ends in whose values are chosen by who designed the payload. Any other may hold what is somebody's, or a secret.</summary>
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "type", "event", "action", "status", "state", "kind", "mode", "level", "currency", "phase", "stage", "severity", "priority", "unit", "object",
        "topic", "operation", "outcome", "result", "conclusion", "visibility", "trigger", "method", "protocol", "direction", "interval", "period",
        "frequency", "environment", "encoding", "format");

    /// <summary>What may stand before it: things that happen to orders and the like, and not to people.</summary>
    private static readonly FrozenSet<string> Neutral = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "payment", "invoice", "order", "charge", "refund", "dispute", "payout", "transfer", "subscription", "plan", "price", "product", "billing",
        "collection", "checkout", "shipment", "shipping", "fulfillment", "delivery", "webhook", "request", "response", "http", "data", "content",
        "media", "file", "entity", "item", "resource", "record", "transaction", "capture", "run", "job", "task", "build", "deployment", "pipeline",
        "workflow", "check", "issue", "pull", "merge", "push", "commit", "release", "repository", "ref", "message", "previous", "old", "new", "current",
        "last", "initial", "final", "default", "target", "sub", "parent");

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

    /// <summary>Whether values of a member may stand in a schema, by its name: <c>event_type</c>, <c>paymentStatus</c>.</summary>
    public static bool MayBeShown(string member)
    {
        var (start, isTelling) = (0, false);
        for (var end = 1; end <= member.Length; end++)
        {
            var isEnd = end == member.Length || !char.IsAsciiLetter(member[end])
                || (char.IsAsciiLetterUpper(member[end]) && !char.IsAsciiLetterUpper(member[end - 1]));
            if (!isEnd)
            {
                continue;
            }

            var word = member[start..end];
            isTelling = Telling.Contains(word);
            if (!isTelling && !Neutral.Contains(word))
            {
                return false;
            }

            start = end < member.Length && member[end] is '_' or '-' or '.' ? ++end : end;
        }

        return isTelling;
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
