using System.Text;

namespace Gateway.Intake;

/// <summary>
/// All that a path may mean to some backend. Servers do the steps of <see cref="PathReading"/> in orders of their own, some of them
/// twice and some not at all: whatever one of them may come to is among these.
/// </summary>
internal sealed class PathReadings
{
    /// <summary>Who escapes more often than this hides something.</summary>
    private const int MostRounds = 3;

    // What an honest path may mean is two or three things. Both bound what a path made for it can cost.
    private const int MostReadings = 48;
    private const int MostCharacters = 16 * 1024;

    private readonly HashSet<(string Text, int Rounds)> _seen = [];
    private readonly Queue<(string Text, int Rounds)> _open = new();
    private readonly HashSet<string> _decoded = new(StringComparer.Ordinal);
    private int _characters;

    private PathReadings()
    {
    }

    /// <summary>The readings, as routing would be given them; null if one of them is dangerous, or there are too many.</summary>
    /// <param name="path">As it was sent.</param>
    public static IReadOnlyCollection<string>? Of(string path)
    {
        var readings = new PathReadings();
        readings.Add(path, rounds: 0);
        while (readings._open.TryDequeue(out var reading))
        {
            if (readings._seen.Count > MostReadings || readings._characters > MostCharacters
                || PathReading.IsDangerous(reading.Text) || !readings.TryGoOn(reading.Text, reading.Rounds))
            {
                return null;
            }
        }

        return readings._decoded;
    }

    private void Add(string text, int rounds)
    {
        if (_seen.Add((text, rounds)))
        {
            _characters += text.Length;
            _open.Enqueue((text, rounds));
        }
    }

    private bool TryGoOn(string text, int rounds)
    {
        Add(PathReading.WithoutAuthority(text), rounds);
        Add(PathReading.WithoutParameters(text), rounds);
        Add(PathReading.Before(text, ';'), rounds);
        var decoded = PathReading.Decode(text, slashes: true);
        if (rounds == 0)
        {
            Add(decoded, 1);
            Add(PathReading.Decode(text, slashes: false), 1);
            return true;
        }

        _decoded.Add(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)));
        Add(PathReading.Before(text, '?', '#'), rounds);
        Add(PathReading.WithoutEmptySegments(text), rounds);
        Add(PathReading.AsWindowsNames(text), rounds);
        Add(PathReading.WithoutLookalikes(text), rounds);
        if (decoded == text)
        {
            return true;
        }

        if (rounds == MostRounds)
        {
            return false;
        }

        Add(decoded, rounds + 1);
        if (PathReading.Decode(text, slashes: false) is var other && other != text)
        {
            Add(other, rounds + 1);
        }

        return true;
    }
}
