using Gateway.JsonSchema.Patterns;

namespace Gateway.JsonSchema.Learning;

/// <summary>What the strings at one place have in common: a format, or that they are few.</summary>
internal sealed class LearntText
{
    /// <summary>An enumeration has at most so many values.</summary>
    public const int MostValues = 10;

    /// <summary>Each value of an enumeration was seen so often, on average.</summary>
    public const int TimesSeen = 3;

    /// <summary>An enumeration needs so many samples, and a format so many different ones.</summary>
    public const int FewestSamples = 10;
    public const int FewestDifferent = 3;

    /// <summary>To tell two texts apart it takes no more; no word is longer.</summary>
    private const int Kept = 64;

    /// <summary>The most particular first: the first that is left is the format.</summary>
    private static readonly string[] Names = ["date-time", "date", "uuid", "ipv4", "ipv6", "email", "uri", "hostname"];

    private readonly List<string> _values = [];
    private readonly bool[] _fits = [.. Names.Select(_ => true)];
    private bool _areMany;

    public long Count { get; private set; }

    public void Add(string text)
    {
        Count++;
        for (var i = 0; i < Names.Length; i++)
        {
            _fits[i] = _fits[i] && Fits(Names[i], text);
        }

        Keep(text.Length <= Kept ? text : string.Concat(text.AsSpan(0, Kept), "..."));
    }

    public void Add(LearntText other)
    {
        Count += other.Count;
        for (var i = 0; i < Names.Length; i++)
        {
            _fits[i] &= other._fits[i];
        }

        _areMany |= other._areMany;
        foreach (var value in other._values)
        {
            Keep(value);
        }
    }

    /// <summary>The format that all have, and enough of them; null for none.</summary>
    /// <param name="member">The name of the member that holds them: <c>invoice.paid</c> has the form of a host name, too.</param>
    public string? Format(string member)
    {
        var at = Array.IndexOf(_fits, true);
        if (at < 0 || _values.Count < FewestDifferent)
        {
            return null;
        }

        return Names[at] != "hostname" || member.EndsWith("host", StringComparison.OrdinalIgnoreCase)
            || member.EndsWith("hostname", StringComparison.OrdinalIgnoreCase) || member.EndsWith("domain", StringComparison.OrdinalIgnoreCase)
                ? Names[at]
                : null;
    }

    /// <summary>The values if they are an enumeration, as first seen; else none.</summary>
    public IReadOnlyList<string> Enumeration(string member) =>
        !_areMany && Count >= FewestSamples && Count >= (long)_values.Count * TimesSeen && LearntWords.MayBeShown(member)
        && !HasSensitiveFormat() && _values.TrueForAll(static value => LearntWords.IsWord(value))
            ? _values
            : [];

    private static bool Fits(string format, string text) => format switch
    {
        "uri" => text.Contains("://", StringComparison.Ordinal) && TextFormats.Find(format, isPlain: false)!(text),
        "hostname" => text.Contains('.', StringComparison.Ordinal) && TextFormats.Find(format, isPlain: false)!(text),
        _ => TextFormats.Find(format, isPlain: false)!(text),
    };

    /// <summary>However few they are; words with dots have the form of host names, and may be shown.</summary>
    private bool HasSensitiveFormat() => Array.IndexOf(_fits, true) is >= 0 and var at && Names[at] != "hostname";

    private void Keep(string value)
    {
        if (_areMany || _values.Contains(value))
        {
            return;
        }

        if (_values.Count == MostValues)
        {
            _areMany = true;
            return;
        }

        _values.Add(value);
    }
}
