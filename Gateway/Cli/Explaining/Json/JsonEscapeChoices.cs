namespace Gateway.Cli.Explaining.Json;

/// <summary>Every way to escape that makes a difference to a document: the habits of slashes, of ASCII and of all beyond it, combined.</summary>
internal static class JsonEscapeChoices
{
    /// <summary>What programs escape of ASCII though they need not, each set by whoever does: Go and Rails, Gson, .NET, PHP.</summary>
    private static readonly string[] KnownSets =
        ["", "<>&", "<>&'=", "<>&'\"+`", "<>", "<>&'", "<>&'\"", "<>@", "'", "<", "&", "@", "<>&'+", "<>&=", "<>&'\"=", "<>&'/"];

    private const string Candidates = "<>&'\"=+@`%$;()-#\u007f";
    private const int MostCandidates = 8;
    private const int Most = 3000;

    /// <summary>Those first that most programs have.</summary>
    public static IReadOnlyList<JsonEscapes> Of(JsonSource source)
    {
        var values = source.Texts.Select(text => text.Value).OfType<string>().ToList();
        bool Has(Predicate<char> is_) => values.Exists(value => Array.Exists(value.ToCharArray(), is_));

        var present = string.Concat(Candidates.Where(candidate => values.Exists(value => value.Contains(candidate, StringComparison.Ordinal))));
        var others = Others(Has(c => c > '\u007f'), Has(char.IsSurrogate), Has(c => c is '\u2028' or '\u2029'), Has(c => c is > '\u007f' and < '\uD800'), Has(IsMark));
        JsonSlash[] slashes = !Has(c => c == '/') ? [JsonSlash.Plain]
            : values.Exists(value => value.Contains("</", StringComparison.Ordinal)) ? [JsonSlash.Plain, JsonSlash.Escaped, JsonSlash.InTags, JsonSlash.Coded]
            : [JsonSlash.Plain, JsonSlash.Escaped, JsonSlash.Coded];
        bool[] controls = Has(c => c is '\b' or '\f') ? [false, true] : [false];
        bool[] hasDigits = [false, true];
        var hasCodes = Has(c => c < ' ' && HasLetters(c) && c is not ('\n' or '\r' or '\t')); // once: there are thousands of choices

        var choices = new List<JsonEscapes> { JsonEscapes.AsReceived };
        foreach (var (set, setCost) in Sets(present))
        {
            foreach (var (other, otherCost) in others)
            {
                foreach (var (index, slash) in slashes.Index())
                {
                    foreach (var isUpper in set.Any(HasLetters) || hasCodes ? hasDigits : [false])
                    {
                        foreach (var isLong in controls)
                        {
                            choices.Add(new JsonEscapes(slash, other, set, isUpper, isLong)
                            {
                                Cost = setCost + otherCost + index + (isUpper && other != JsonOthers.Upper ? 1 : 0) + (isLong ? 1 : 0),
                            });
                        }
                    }
                }
            }
        }

        return [.. choices.OrderBy(choice => choice.Cost).Take(Most)];
    }

    /// <summary>The known sets as far as they make a difference, then any other: a program that nobody knows has its own.</summary>
    private static List<(string Set, int Cost)> Sets(string present)
    {
        var sets = new List<(string Set, int Cost)>();
        foreach (var known in KnownSets)
        {
            Add(string.Concat(present.Where(c => known.Contains(c, StringComparison.Ordinal))), known.Length == 0 ? 0 : 1);
        }

        var free = present.Length > MostCandidates ? present[..MostCandidates] : present;
        for (var bits = 1; bits < 1 << free.Length; bits++)
        {
            var set = string.Concat(free.Where((_, index) => (bits & (1 << index)) != 0));
            if (set.Contains('<', StringComparison.Ordinal) == set.Contains('>', StringComparison.Ordinal) || !free.Contains('<', StringComparison.Ordinal) || !free.Contains('>', StringComparison.Ordinal))
            {
                Add(set, 2);
            }
        }

        return sets;

        void Add(string set, int cost)
        {
            if (!sets.Exists(known => known.Set == set))
            {
                sets.Add((set, cost));
            }
        }
    }

    private static List<(JsonOthers Others, int Cost)> Others(bool hasAny, bool hasAstral, bool hasLines, bool hasBasic, bool hasMarks)
    {
        List<(JsonOthers, int)> others = [(JsonOthers.Plain, 0)];
        if (!hasAny)
        {
            return others;
        }

        others.AddRange([(JsonOthers.Lower, 0), (JsonOthers.Upper, 1)]);
        if (hasLines)
        {
            others.Add((JsonOthers.ScriptLines, 1));
        }

        if (hasMarks)
        {
            others.Add((JsonOthers.Marks, 2));
        }

        if (hasAstral && hasBasic)
        {
            others.AddRange([(JsonOthers.AstralLower, 2), (JsonOthers.AstralUpper, 2), (JsonOthers.BasicLower, 2)]);
        }

        return others;
    }

    public static bool IsMark(char c) => c is (>= '\u0080' and < '\u00a0') or (>= '\u2000' and < '\u2100');

    private static bool HasLetters(char c) => (c & 0xF) > 9 || c >> 4 > 9;
}
