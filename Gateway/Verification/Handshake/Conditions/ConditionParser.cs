using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary>Reads one entry of <c>When</c>: where a value stands, and what it must be.</summary>
internal static class ConditionParser
{
    /// <summary>The one that <see cref="SecretCondition"/> is made for; it takes the secret, and so is not made here.</summary>
    public const string Secret = "{secret}";

    public const string Forms = "*, {absent}, {secret}, {only}, [], {digits:LEAST-MOST}, {hex:LEAST-MOST}, {token:LEAST-MOST}";

    /// <summary>Returns the condition, or null and what is wrong with it.</summary>
    /// <param name="place">Where the value stands, as written.</param>
    /// <param name="source">The same, parsed.</param>
    /// <param name="text">What it must be, as written.</param>
    /// <param name="error">What was found and what would be right; null on success.</param>
    public static IHandshakeCondition? Parse(string place, IValueSource source, string text, out string? error)
    {
        error = null;
        switch (text)
        {
            case "*":
                return new TextCondition(source, text: null);
            case "{absent}":
                return new AbsentCondition(source);
            case "[]" when source.PointerIndex is { } list:
                return new EmptyListCondition(list);
            case "{only}" when source.PointerIndex is not null && place.LastIndexOf('/') == place.IndexOf('/', StringComparison.Ordinal):
                return new OnlyMemberCondition(source);
            case "{only}":
                error = "{only} needs a member of the body's own object, e.g. \"body:/challenge\".";
                return null;
        }

        if (text is not ['{', .., '}'])
        {
            // Configuration keeps the JSON value true as "True"; in a body it stands as it was written.
            return new TextCondition(source, source.IsInBody && text is ("True" or "False") ? text.ToLowerInvariant() : text);
        }

        var alphabet = AlphabetCondition.Parse(source, text.AsSpan()[1..^1]);
        error = alphabet is null ? $"found '{text}'; expected a text, or one of {Forms}." : null;
        return alphabet;
    }
}
