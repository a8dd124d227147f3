using System.Globalization;

namespace Gateway.Cli.Explaining.Json;

/// <summary>Orders that the members of objects may have had: by a rule, or any at all where they are few.</summary>
internal static class JsonOrders
{
    /// <summary>8! = 40,320 are tried of one object's members, or of those of several together.</summary>
    private const int MostMembers = 8;

    private static readonly (string Name, Comparison<string> Compare)[] Rules =
    [
        ("its names in order", string.CompareOrdinal),
        ("its names in order, whatever their case", (a, b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase)),
        ("its names by their length and then in order, as PostgreSQL's jsonb and MySQL keep them", ByLength),
        ("its names in order, upper case behind lower case", (a, b) => CultureInfo.InvariantCulture.CompareInfo.Compare(a, b, CompareOptions.StringSort)),
    ];

    /// <summary>Orders by a rule.</summary>
    public static IEnumerable<JsonChange> ByRule(JsonSource source)
    {
        var objects = Objects(source);
        foreach (var (name, compare) in Rules)
        {
            yield return Change(objects.Select(item => (item, Sorted(source, item, compare))), name);
        }

        if (source.Root.Kind == JsonItemKind.Object)
        {
            yield return Change([(source.Root, Sorted(source, source.Root, string.CompareOrdinal))], "the names of its outermost object in order");
        }

        foreach (var isBackwards in (bool[])[false, true])
        {
            yield return Change(
                objects.Select(item => (item, NumbersLast(source, item, isBackwards))),
                "names that are numbers behind the others, which JavaScript puts first");
        }

        yield return Change(objects.Select(item => (item, Backwards(item))), "its members the other way round");
        yield return Change(objects.Select(item => (item, Sorted(source, item, (a, b) => string.CompareOrdinal(b, a)))), "its names in order, from the last to the first");
    }

    /// <summary>Any order of one object, the outermost first; then one member of the outermost in another place, where they are many.</summary>
    public static IEnumerable<JsonChange> Any(JsonSource source)
    {
        var objects = Objects(source);
        foreach (var item in objects.Where(item => item.Items.Count is > 1 and <= MostMembers).OrderBy(item => item.Items.Count))
        {
            foreach (var order in Permutations([.. Enumerable.Range(0, item.Items.Count)], 0))
            {
                yield return Change([(item, order)], Any(item));
            }
        }

        foreach (var item in objects.Where(item => item.Items.Count > MostMembers))
        {
            foreach (var from in Enumerable.Range(0, item.Items.Count))
            {
                foreach (var to in Enumerable.Range(0, item.Items.Count).Where(to => to != from))
                {
                    var order = Enumerable.Range(0, item.Items.Count).Where(index => index != from).ToList();
                    order.Insert(to, from);
                    yield return Change([(item, order.ToArray())], Any(item));
                }
            }
        }

        // Two small ones: each in any order.
        var small = objects.Where(item => item.Items.Count is > 1 and <= 4).Take(6).ToList();
        foreach (var (index, first) in small.Index())
        {
            foreach (var second in small.Skip(index + 1))
            {
                foreach (var one in Permutations([.. Enumerable.Range(0, first.Items.Count)], 0).Select(order => (int[])order.Clone()))
                {
                    foreach (var other in Permutations([.. Enumerable.Range(0, second.Items.Count)], 0))
                    {
                        yield return Change([(first, one), (second, other)], "its members in another order");
                    }
                }
            }
        }
    }

    private static string Any(JsonItem item) => item.Name.Length == 0
        ? "the members of its outermost object in another order"
        : $"the members of '{PlainText.Of(item.Name)}' in another order";

    private static List<JsonItem> Objects(JsonSource source) =>
        [.. source.All().Where(item => item is { Kind: JsonItemKind.Object, Items.Count: > 1 })];

    private static JsonChange Change(IEnumerable<(JsonItem Item, int[] Order)> orders, string name) =>
        new("json-order", name)
        {
            Orders = orders.Where(pair => !pair.Order.SequenceEqual(Enumerable.Range(0, pair.Order.Length))).ToDictionary(pair => pair.Item, pair => pair.Order),
        };

    private static int[] Sorted(JsonSource source, JsonItem item, Comparison<string> compare) =>
        [.. Enumerable.Range(0, item.Items.Count).Order(Comparer<int>.Create((a, b) => compare(Name(source, item, a), Name(source, item, b))))];

    private static int[] Backwards(JsonItem item) => [.. Enumerable.Range(0, item.Items.Count).Reverse()];

    private static int[] NumbersLast(JsonSource source, JsonItem item, bool isBackwards)
    {
        var members = Enumerable.Range(0, item.Items.Count).ToLookup(index => IsNumber(Name(source, item, index)));
        return [.. members[false], .. isBackwards ? members[true].Reverse() : members[true]];
    }

    private static bool IsNumber(string name) => uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Name(JsonSource source, JsonItem item, int index) => source.Texts[item.Names[index]].Value ?? "";

    private static int ByLength(string one, string other) =>
        one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other);

    /// <summary>Every order of what stands from there on; one array for all of them.</summary>
    private static IEnumerable<int[]> Permutations(int[] order, int from)
    {
        if (from == order.Length)
        {
            yield return order;
            yield break;
        }

        for (var i = from; i < order.Length; i++)
        {
            (order[from], order[i]) = (order[i], order[from]);
            foreach (var permutation in Permutations(order, from + 1))
            {
                yield return permutation;
            }

            (order[from], order[i]) = (order[i], order[from]);
        }
    }
}
