using System.Text;

namespace Gateway.Intake;

/// <summary>
/// All that a path may mean to some backend. Servers do the steps of <see cref="PathReading"/> in orders of their own, some of them
/// twice and some not at all, and frameworks those of <see cref="PathRule"/>: whatever one of them may come to is among these.
/// </summary>
internal sealed class PathReadings
{
    /// <summary>Who escapes more often than this hides something.</summary>
    private const int MostRounds = 3;

    /// <summary>Of a path that is not plain, as it was sent. No provider's comes near it.</summary>
    private const int MostLength = 2048;

    /// <summary>How many scripts a path may have in it.</summary>
    private const int MostScripts = 8;

    // What an honest path may mean is two or three things. Both bound what a path made for it can cost.
    private const int MostReadings = 96;
    private const int MostCharacters = 12 * 1024;

    private readonly HashSet<(string Text, int Rounds)> _seen = [];
    private readonly Queue<(string Text, int Rounds, bool IsByRule)> _open = new();
    private readonly HashSet<string> _served = new(StringComparer.Ordinal);
    private readonly HashSet<string> _byRule = new(StringComparer.Ordinal);
    private readonly Queue<(string Text, int Rounds)> _rules = new();
    private readonly bool _cutsEnding;
    private int _characters;
    private bool _isExhausted;

    private PathReadings(bool cutsEnding) => _cutsEnding = cutsEnding;

    /// <summary>What servers make of it by themselves, as routing would be given it.</summary>
    public IReadOnlyCollection<string> Served => _served;

    /// <summary>What else frameworks make of it.</summary>
    public IReadOnlyCollection<string> ByRule => _byRule;

    /// <summary>The readings; null if one of them is dangerous, or there are too many. They hold a constant at most, and so are charged to nobody.</summary>
    /// <param name="path">As it was sent.</param>
    /// <param name="cutsEnding">Whether the last segment may be meant without what a dot begins in it.</param>
    public static PathReadings? Of(ReadOnlySpan<char> path, bool cutsEnding = true)
    {
        if (path.Length > MostLength)
        {
            return null;
        }

        var readings = new PathReadings(cutsEnding);
        readings.Add(path.ToString(), rounds: 0, isByRule: false);
        if (!readings.TryExhaust())
        {
            return null;
        }

        // Behind all that servers do, so that what both come to is what servers do.
        while (readings._rules.TryDequeue(out var reading))
        {
            readings.AddByRule(reading.Text, reading.Rounds);
            if (!readings.TryExhaust())
            {
                return null;
            }
        }

        return readings;
    }

    private bool TryExhaust()
    {
        while (!_isExhausted && _open.TryDequeue(out var reading))
        {
            if (PathReading.IsDangerous(reading.Text) || !TryGoOn(reading.Text, reading.Rounds, reading.IsByRule))
            {
                return false;
            }
        }

        return !_isExhausted;
    }

    private void Add(string text, int rounds, bool isByRule)
    {
        if (_isExhausted || _seen.Contains((text, rounds)))
        {
            return;
        }

        _isExhausted = _seen.Count == MostReadings || _characters + text.Length > MostCharacters;
        if (!_isExhausted)
        {
            _characters += text.Length;
            _seen.Add((text, rounds));
            _open.Enqueue((text, rounds, isByRule));
        }
    }

    private bool TryGoOn(string text, int rounds, bool isByRule)
    {
        Add(PathReading.WithoutAuthority(text), rounds, isByRule);
        Add(PathReading.WithoutParameters(text), rounds, isByRule);
        Add(PathReading.Before(text, ';'), rounds, isByRule);
        var decoded = PathReading.Decode(text, slashes: true);
        if (rounds == 0)
        {
            Add(decoded, 1, isByRule);
            Add(PathReading.Decode(text, slashes: false), 1, isByRule);
            return true;
        }

        AddDecoded(text, rounds, isByRule);
        Add(PathReading.Before(text, '?', '#'), rounds, isByRule);
        Add(PathReading.WithoutEmptySegments(text), rounds, isByRule);
        Add(PathReading.AsWindowsNames(text), rounds, isByRule);
        Add(PathReading.WithoutLookalikes(text), rounds, isByRule);
        if (decoded == text)
        {
            return true;
        }

        if (rounds == MostRounds)
        {
            return false;
        }

        Add(decoded, rounds + 1, isByRule);
        if (PathReading.Decode(text, slashes: false) is var other && other != text)
        {
            Add(other, rounds + 1, isByRule);
        }

        return true;
    }

    private void AddDecoded(string text, int rounds, bool isByRule)
    {
        var reading = Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
        if (!isByRule)
        {
            _served.Add(reading);
        }
        else if (!_served.Contains(reading))
        {
            _byRule.Add(reading);
        }

        _rules.Enqueue((text, rounds));
    }

    private void AddByRule(string text, int rounds)
    {
        // Each is a copy that is made as it is asked for.
        if (_cutsEnding)
        {
            foreach (var whole in PathRule.WithoutEnding(text))
            {
                Add(whole, rounds, isByRule: true);
                if (_isExhausted)
                {
                    return;
                }
            }
        }

        var parts = 0;
        foreach (var part in PathRule.AroundScripts(text))
        {
            _isExhausted |= ++parts > 2 * MostScripts;
            Add(part, rounds, isByRule: true);
            if (_isExhausted)
            {
                return;
            }
        }

        Add(PathRule.WithoutSessions(text), rounds, isByRule: true);
        Add(PathRule.WithBlanks(text), rounds, isByRule: true);
        Add(PathRule.Trimmed(text), rounds, isByRule: true);
        Add(PathRule.Folded(text), rounds, isByRule: true);
    }
}
