using System.Buffers;
using System.Globalization;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Handshake.Conditions;

/// <summary><c>{hex:20-32}</c>: a value of one alphabet and a length between two bounds.</summary>
internal sealed class AlphabetCondition : IHandshakeCondition
{
    private const string Digits = "0123456789";

    private static readonly (string Name, SearchValues<char> Characters, bool IsPadded)[] Alphabets =
    [
        ("digits", SearchValues.Create(Digits), false),
        ("hex", SearchValues.Create(Digits + "abcdef"), false),

        // RFC 9110, section 11.2: token68. No JSON object or list, no form of two fields can be written in it.
        ("token", SearchValues.Create(Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~+/"), true),
    ];

    private readonly SearchValues<char> _characters;
    private readonly bool _isPadded;
    private readonly int _shortest;
    private readonly int _longest;

    private AlphabetCondition(IValueSource source, SearchValues<char> characters, bool isPadded, int shortest, int longest)
    {
        (_characters, _isPadded, _shortest, _longest) = (characters, isPadded, shortest, longest);
        Source = source;
    }

    /// <summary>What holds nothing else.</summary>
    public IValueSource Source { get; }

    /// <summary>The condition; null if the text between the braces is none of this kind.</summary>
    public static AlphabetCondition? Parse(IValueSource source, ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var dash = text.IndexOf('-');
        if (colon < 0 || dash < colon
            || !int.TryParse(text[(colon + 1)..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var shortest)
            || !int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var longest)
            || shortest < 1 || longest < shortest)
        {
            return null;
        }

        foreach (var (name, characters, isPadded) in Alphabets)
        {
            if (text[..colon].SequenceEqual(name))
            {
                return new AlphabetCondition(source, characters, isPadded, shortest, longest);
            }
        }

        return null;
    }

    public bool Holds(InboundWebhook webhook)
    {
        if (Source.Read(webhook, out var value) != ValueState.Found || value.Length < _shortest || value.Length > _longest)
        {
            return false;
        }

        var text = _isPadded ? value.Span.TrimEnd('=') : value.Span;
        return !text.ContainsAnyExcept(_characters);
    }
}
