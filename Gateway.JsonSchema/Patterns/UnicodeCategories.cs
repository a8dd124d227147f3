using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.JsonSchema.Patterns;

/// <summary>The general categories behind <c>\p{...}</c>, by their short and long names (ECMA-262, table 67).</summary>
internal static class UnicodeCategories
{
    // In the order of System.Globalization.UnicodeCategory.
    private static readonly string[] Names =
    [
        "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter", "Lm Modifier_Letter", "Lo Other_Letter",
        "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark",
        "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
        "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator",
        "Cc Control cntrl", "Cf Format", "Cs Surrogate", "Co Private_Use",
        "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Ps Open_Punctuation", "Pe Close_Punctuation",
        "Pi Initial_Punctuation", "Pf Final_Punctuation", "Po Other_Punctuation",
        "Sm Math_Symbol", "Sc Currency_Symbol", "Sk Modifier_Symbol", "So Other_Symbol", "Cn Unassigned",
    ];

    private static readonly (string Names, string Prefix)[] Groups =
    [
        ("L Letter", "L"), ("M Mark Combining_Mark", "M"), ("N Number", "N"), ("P Punctuation punct", "P"),
        ("S Symbol", "S"), ("Z Separator", "Z"), ("C Other", "C"),
    ];

    private static readonly UnicodeCategory[] Cased =
        [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter];

    private static readonly FrozenDictionary<string, UnicodeCategory[]> ByName = Build();
    private static readonly ConcurrentDictionary<string, CodePointSet> Sets = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, UnicodeCategory[]>.AlternateLookup<ReadOnlySpan<char>> ByText =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsKnown(ReadOnlySpan<char> name) => ByText.ContainsKey(name);

    /// <summary>The characters of a category, or null when there is none of that name.</summary>
    public static CodePointSet? Find(string name) =>
        ByName.TryGetValue(name, out var categories) ? Sets.GetOrAdd(name, _ => Collect(categories)) : null;

    private static CodePointSet Collect(UnicodeCategory[] categories)
    {
        var set = new CodePointSet();
        var start = -1;
        for (var codePoint = 0; codePoint <= 0x10FFFF + 1; codePoint++)
        {
            var isIn = codePoint <= 0x10FFFF && categories.Contains(CharUnicodeInfo.GetUnicodeCategory(codePoint));
            if (isIn && start < 0)
            {
                start = codePoint;
            }
            else if (!isIn && start >= 0)
            {
                set.Add(start, codePoint - 1);
                start = -1;
            }
        }

        return set;
    }

    private static FrozenDictionary<string, UnicodeCategory[]> Build()
    {
        var result = new Dictionary<string, UnicodeCategory[]>(StringComparer.Ordinal)
        {
            ["LC"] = Cased,
            ["Cased_Letter"] = Cased,
        };
        for (var i = 0; i < Names.Length; i++)
        {
            foreach (var name in Names[i].Split(' '))
            {
                result.Add(name, [(UnicodeCategory)i]);
            }
        }

        foreach (var (names, prefix) in Groups)
        {
            var members = Enumerable.Range(0, Names.Length)
                .Where(i => Names[i].StartsWith(prefix, StringComparison.Ordinal));
            foreach (var name in names.Split(' '))
            {
                result.Add(name, [.. members.Select(i => (UnicodeCategory)i)]);
            }
        }

        return result.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
