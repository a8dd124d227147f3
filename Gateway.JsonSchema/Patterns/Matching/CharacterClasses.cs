namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>The characters of all Unicode in as few classes as a pattern tells apart: the alphabet of its automaton.</summary>
internal sealed class CharacterClasses
{
    /// <summary>Where another class begins, from 0 on.</summary>
    private readonly int[] _starts;
    private readonly byte[] _ascii = new byte[128];
    private readonly byte[] _classes;
    private readonly List<int> _samples;

    private CharacterClasses(int[] starts, byte[] classes, List<int> samples)
    {
        (_starts, _classes, _samples) = (starts, classes, samples);
        for (var letter = 0; letter < _ascii.Length; letter++)
        {
            _ascii[letter] = (byte)OfAny(letter);
        }
    }

    /// <summary>The classes; null where there are more of them than a byte can tell.</summary>
    public static CharacterClasses? TryCreate(IReadOnlyList<CharacterSet> sets)
    {
        var word = new CharacterSet(new CodePointSet().Add('0', '9').Add('A', 'Z').Add('_', '_').Add('a', 'z'));
        CharacterSet[] all = [.. sets, word];
        int[] starts = [.. all.SelectMany(set => set.Bounds).Append(0).Where(bound => bound <= 0x10FFFF).Distinct().Order()];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new byte[starts.Length];
        var samples = new List<int>();
        for (var i = 0; i < starts.Length; i++)
        {
            var signature = string.Concat(all.Select(set => set.Contains(starts[i]) ? '1' : '0'));
            if (!known.TryGetValue(signature, out var number))
            {
                number = known.Count;
                known.Add(signature, number);
                samples.Add(starts[i]);
            }

            if (number > byte.MaxValue)
            {
                return null;
            }

            classes[i] = (byte)number;
        }

        return new CharacterClasses(starts, classes, samples);
    }

    public int Count => _samples.Count;

    /// <summary>A character of each class.</summary>
    public IReadOnlyList<int> Samples => _samples;

    /// <summary>The class of the character at a place, and the place behind it.</summary>
    public int Read(ReadOnlySpan<byte> text, ref int at)
    {
        var first = text[at];
        if (first < 128)
        {
            at++;
            return _ascii[first];
        }

        return OfAny(Utf8Text.Read(text, ref at));
    }

    private int OfAny(int codePoint)
    {
        var found = Array.BinarySearch(_starts, codePoint);
        return _classes[found >= 0 ? found : ~found - 1];
    }
}
