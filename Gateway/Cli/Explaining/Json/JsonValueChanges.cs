using System.Text;

namespace Gateway.Cli.Explaining.Json;

/// <summary>Values that another program writes otherwise, or not at all: of all members, of those of one name, of one alone.</summary>
internal sealed class JsonValueChanges(JsonSource source)
{
    private const int MostNames = 64;
    private const int MostPairs = 12;

    private const int MostAlone = 200;

    /// <summary>Each of them is tried in each form, before anything is hashed.</summary>
    private const int MostValues = 32 * 1024;

    private readonly List<((string Finding, string All) Kind, List<(string Name, Dictionary<JsonItem, byte[]> Values)> Forms)> _kinds = [.. Kinds(source)];

    /// <summary>Every value alike, as a program does that has one way to write them.</summary>
    public IEnumerable<JsonChange> Everywhere()
    {
        foreach (var (kind, forms) in _kinds)
        {
            foreach (var (name, values) in forms)
            {
                yield return new JsonChange(kind.Finding, $"{kind.All} {name}") { Values = values };
            }
        }

        foreach (var empty in Empties(source))
        {
            yield return empty;
        }
    }

    /// <summary>The values of one name: fields of a type; then of two names, then one value alone.</summary>
    public IEnumerable<JsonChange> Somewhere()
    {
        var named = new List<JsonChange>();
        foreach (var (kind, forms) in _kinds)
        {
            foreach (var (name, values) in forms)
            {
                var groups = values.GroupBy(pair => pair.Key.Name, StringComparer.Ordinal).Take(MostNames).ToList();
                if (groups.Count == 1)
                {
                    continue;
                }

                named.AddRange(groups.Select(group => new JsonChange(kind.Finding, $"'{PlainText.Of(group.Key)}' {name}") { Values = group.ToDictionary() }));
            }
        }

        foreach (var change in named)
        {
            yield return change;
        }

        foreach (var pair in Pairs(named))
        {
            yield return pair;
        }

        foreach (var (kind, forms) in _kinds)
        {
            foreach (var (name, values) in forms.Where(form => form.Values.Count > 1))
            {
                foreach (var (item, value) in values.Take(MostAlone))
                {
                    yield return new JsonChange(kind.Finding, $"one '{PlainText.Of(item.Name)}' {name}")
                    {
                        Values = new Dictionary<JsonItem, byte[]> { [item] = value },
                    };
                }
            }
        }
    }

    private static IEnumerable<JsonChange> Pairs(List<JsonChange> named)
    {
        // Any number of the fields of one form, then two fields of two forms.
        foreach (var form in named.GroupBy(change => change.Name[(change.Name.LastIndexOf('\'') + 1)..], StringComparer.Ordinal))
        {
            var fields = form.Take(MostPairs).ToList();
            for (var bits = 3; bits < 1 << fields.Count; bits++)
            {
                if (int.PopCount(bits) > 1)
                {
                    var some = fields.Where((_, index) => (bits & (1 << index)) != 0).ToList();
                    yield return new JsonChange(some[0].Finding, string.Join(", ", some.Select(change => change.Name)))
                    {
                        Values = some.SelectMany(change => change.Values).ToDictionary(),
                    };
                }
            }
        }

        foreach (var (index, first) in named.Index())
        {
            foreach (var second in named.Skip(index + 1).Where(second => !second.Values.Keys.Any(first.Values.ContainsKey)))
            {
                yield return new JsonChange(first.Finding, $"{first.Name}, {second.Name}")
                {
                    Values = first.Values.Concat(second.Values).ToDictionary(),
                };
            }
        }
    }

    /// <summary>The forms of numbers, of texts that are numbers and of dates, each with the values that have it.</summary>
    private static IEnumerable<((string Finding, string All) Kind, List<(string Name, Dictionary<JsonItem, byte[]> Values)> Forms)> Kinds(JsonSource source)
    {
        var all = source.All().ToList();
        yield return (("json-numbers", "numbers"), Forms(
            all.Where(item => item.Kind == JsonItemKind.Number).Select(item => (item, Encoding.ASCII.GetString(source.Body.AsSpan(item.Start, item.Length)))),
            JsonNumberForms.All, isQuoted: false));
        var texts = all.Where(item => item.Kind == JsonItemKind.Text).Select(item => (item, source.Texts[item.Text].Value ?? "")).ToList();
        yield return (("json-dates", "dates"), Forms(texts.Where(text => text.Item2.Length is > 18 and < 40), JsonNumberForms.OfDates, isQuoted: true));
        yield return (("json-numbers", "texts of digits"), Forms(
            texts.Where(text => text.Item2.Length is > 0 and < 20), [("as numbers", text => IsNumber(text) ? text : null)], isQuoted: false, isUnquoted: true));
    }

    private static List<(string Name, Dictionary<JsonItem, byte[]> Values)> Forms(
        IEnumerable<(JsonItem Item, string Text)> items, IReadOnlyList<(string Name, Func<string, string?> Write)> forms, bool isQuoted, bool isUnquoted = false)
    {
        var list = items.Take(MostValues + 1).ToList();
        var found = new List<(string, Dictionary<JsonItem, byte[]>)>();
        foreach (var (name, write) in list.Count is 0 or > MostValues ? [] : forms)
        {
            var values = new Dictionary<JsonItem, byte[]>();
            foreach (var (item, text) in list)
            {
                if (write(text) is { } written && (written != text || isUnquoted))
                {
                    values[item] = Encoding.UTF8.GetBytes(isQuoted ? $"\"{written}\"" : written);
                }
            }

            if (values.Count > 0)
            {
                found.Add((name, values));
            }
        }

        return found;
    }

    private static bool IsNumber(string text) =>
        JsonNumberForms.All[0].Write(text) is not null && (text[0] != '0' || text.Length == 1);

    private static IEnumerable<JsonChange> Empties(JsonSource source)
    {
        var all = source.All().ToList();
        var nulls = all.Where(item => IsWord(source, item, "null")).ToHashSet();
        if (nulls.Count > 0)
        {
            yield return new JsonChange("json-nulls", "without the members that are null")
            {
                Orders = all.Where(item => item.Kind == JsonItemKind.Object && item.Items.Any(nulls.Contains)).ToDictionary(
                    item => item, item => Enumerable.Range(0, item.Items.Count).Where(index => !nulls.Contains(item.Items[index])).ToArray()),
            };
            yield return Change("json-nulls", "with \"\" for null", nulls, "\"\"");
        }

        var texts = all.Where(item => item.Kind == JsonItemKind.Text && source.Texts[item.Text].Value is "").ToList();
        var lists = all.Where(item => item is { Kind: JsonItemKind.List, Items.Count: 0 }).ToList();
        var objects = all.Where(item => item is { Kind: JsonItemKind.Object, Items.Count: 0 }).ToList();
        foreach (var change in (JsonChange[])
        [
            Change("json-nulls", "with null for \"\"", texts, "null"),
            Change("json-empty", "with {} for []", lists, "{}"),
            Change("json-empty", "with [] for {}", objects, "[]"),
            Change("json-empty", "with null for []", lists, "null"),
            Change("json-empty", "with [] for null", nulls, "[]"),
            Change("json-empty", "with {} for null", nulls, "{}"),
            Change("json-words", "with 1 for true", [.. all.Where(item => IsWord(source, item, "true"))], "1"),
            Change("json-words", "with 0 for false", [.. all.Where(item => IsWord(source, item, "false"))], "0"),
        ])
        {
            if (change.Values.Count > 0)
            {
                yield return change;
            }

            foreach (var (item, value) in change.Values.Count > 1 ? change.Values.Take(MostNames) : [])
            {
                yield return new JsonChange(change.Finding, $"{change.Name} at '{PlainText.Of(item.Name)}'") { Values = new Dictionary<JsonItem, byte[]> { [item] = value } };
            }
        }
    }

    private static JsonChange Change(string finding, string name, IEnumerable<JsonItem> items, string value) =>
        new(finding, name) { Values = items.ToDictionary(item => item, _ => Encoding.ASCII.GetBytes(value)) };

    private static bool IsWord(JsonSource source, JsonItem item, string word) =>
        item.Kind == JsonItemKind.Word && source.Body.AsSpan(item.Start, item.Length).SequenceEqual(Encoding.ASCII.GetBytes(word));
}
