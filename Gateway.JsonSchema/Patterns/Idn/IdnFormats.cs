using System.Buffers;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>Internationalized names of hosts (RFC 5890).</summary>
internal static class IdnFormats
{
    /// <summary>The longest name, in the form that DNS carries, without the root's dot.</summary>
    private const int Longest = 253;

    /// <summary>The full stop, and those that keyboards for East Asia give instead (RFC 3490 section 3.1).</summary>
    private static readonly SearchValues<char> Dots = SearchValues.Create(".\u3002\uFF0E\uFF61");

    public static bool IsHostname(ReadOnlySpan<char> text) => IsHostname(text, isComposed: true);

    /// <summary>The same, but for the form that Unicode composes (RFC 6531 section 3.3 takes any, and mail servers compose it).</summary>
    public static bool IsMailDomain(ReadOnlySpan<char> text) => IsHostname(text, isComposed: false);

    private static bool IsHostname(ReadOnlySpan<char> text, bool isComposed)
    {
        Span<int> codePoints = stackalloc int[IdnLabel.Longest];
        var total = -1;
        var isRightToLeft = false;
        var isObeyed = true;
        while (true)
        {
            var dot = text.IndexOfAny(Dots);
            if (!IdnLabel.TryRead(dot < 0 ? text : text[..dot], isComposed, codePoints, out var count, out var length))
            {
                return false;
            }

            var label = codePoints[..count];
            isRightToLeft |= BidiRule.IsRightToLeft(label);
            isObeyed &= BidiRule.IsObeyed(label);
            total += length + 1;
            if (total > Longest)
            {
                return false;
            }

            if (dot < 0)
            {
                return isObeyed || !isRightToLeft;
            }

            text = text[(dot + 1)..];
        }
    }
}
