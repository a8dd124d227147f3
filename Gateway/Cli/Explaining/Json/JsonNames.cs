using System.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Json;

/// <summary>Names of members as another program spells them: a receiver's own types have their own way.</summary>
internal static class JsonNames
{
    private static readonly (string Name, Func<string, string> Spell)[] Ways =
    [
        ("its names in camelCase", name => Joined(name, "", isFirstUpper: false, isUpper: true)),
        ("its names in snake_case", name => Joined(name, "_", isFirstUpper: false, isUpper: false)),
        ("its names in PascalCase", name => Joined(name, "", isFirstUpper: true, isUpper: true)),
        ("its names in kebab-case", name => Joined(name, "-", isFirstUpper: false, isUpper: false)),
        ("its names with a small letter first", name => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..]),
        ("its names with a capital first", name => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..]),
        ("its names in lower case", name => name.ToLowerInvariant()),
        ("its names in upper case", name => name.ToUpperInvariant()),
    ];

    /// <summary>No type has more, nor one as long.</summary>
    private const int MostNames = 32 * 1024;
    private const int LongestName = 256;

    /// <summary>All names alike.</summary>
    public static IEnumerable<JsonChange> All(JsonSource source)
    {
        var names = source.All().SelectMany(item => item.Names).Where(text => source.Texts[text].Value is { Length: <= LongestName }).Take(MostNames + 1).ToList();
        foreach (var (name, spell) in names.Count > MostNames ? [] : Ways)
        {
            var changed = names.Select(text => (Text: text, Name: source.Texts[text].Value!, Spelt: spell(source.Texts[text].Value!)))
                .Where(way => way.Spelt != way.Name)
                .ToDictionary(way => way.Text, way => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(way.Spelt)}\""));
            if (changed.Count > 0)
            {
                yield return new JsonChange("json-names", name) { Names = changed };
            }
        }
    }

    private static string Joined(string name, string separator, bool isFirstUpper, bool isUpper)
    {
        var words = new List<StringBuilder> { new() };
        foreach (var (index, c) in name.Index())
        {
            if (c is '_' or '-' or ' ')
            {
                words.Add(new StringBuilder());
                continue;
            }

            if (char.IsUpper(c) && index > 0 && !char.IsUpper(name[index - 1]))
            {
                words.Add(new StringBuilder());
            }

            words[^1].Append(char.ToLowerInvariant(c));
        }

        return string.Join(separator, words.Where(word => word.Length > 0).Select((word, index) =>
            isUpper && (index > 0 || isFirstUpper) ? char.ToUpperInvariant(word[0]) + word.ToString(1, word.Length - 1) : word.ToString()));
    }
}
