namespace Gateway.Cli.Explaining.Json;

/// <summary>
/// Every way in which a document may have been written, by combining habits that have nothing to do with each other: white space,
/// escapes, the order of members, the digits of numbers. The likeliest first: what differs in one habit that many programs have.
/// </summary>
/// <param name="source">The document as it arrived.</param>
internal sealed class JsonVariants(JsonSource source)
{
    private const int HighestCost = 12;

    /// <summary>Of what is combined with changes of the document itself.</summary>
    private const int StylesWithRules = 60;
    private const int StylesWithAny = 30;

    private const int MostTextBytes = 32 * 1024 * 1024;
    private const int FewestTexts = 8;

    /// <summary>What a layout may add to each byte of a document: one that is deep would be a thousand times as long, indented.</summary>
    private const int MostBlanks = 16;
    private const int AlwaysBlanks = 64 * 1024;

    private readonly List<JsonLayout> _layouts = [.. JsonLayouts.Of(source).Where(layout => layout.IsAsReceived ? !IsCompact(source) : Fits(source, layout))];
    private readonly JsonValueChanges _values = new(source);
    private readonly int _mostEscapes = Math.Max(FewestTexts, MostTextBytes / source.Body.Length);
    private readonly List<(JsonEscapes Escapes, JsonEncodedTexts Texts)> _escapes = [];
    private readonly List<JsonEscapes> _unwritten = [.. JsonEscapeChoices.Of(source)];

    /// <summary>In stages, each of which may be cut short so that the next has its turn; with what of the work is left a stage may take.</summary>
    public IEnumerable<(double Share, IEnumerable<JsonVariant> Variants)> Stages()
    {
        var rules = JsonOrders.ByRule(source).Where(IsChange).ToList();
        var values = _values.Everywhere().Concat(JsonNames.All(source)).ToList();
        yield return (0.3, Styles(4).Select(style => style with { Change = JsonChange.None }));
        yield return (0.2, With(rules, StylesWithRules, moves: true));
        yield return (0.2, With(values, StylesWithRules));
        yield return (0.3, With(_values.Somewhere(), StylesWithAny));
        yield return (0.2, With(rules.SelectMany(rule => values.Select(value => Both(rule, value))), StylesWithAny, moves: true));
        yield return (0.6, With(JsonOrders.Any(source).Where(IsChange), StylesWithAny, moves: true));
        yield return (1, Styles(HighestCost).SkipWhile(style => style.Layout.Cost + style.Escapes.Cost <= 4));
    }

    /// <summary>Whether there is no white space at all between its tokens.</summary>
    private static bool IsCompact(JsonSource source) =>
        new JsonWriter(source).Write(JsonLayouts.Compact, new JsonEncodedTexts(source, JsonEscapes.AsReceived), JsonChange.None).SequenceEqual(source.Body);

    private static bool Fits(JsonSource source, JsonLayout layout) =>
        (layout.Indent?.Length ?? 0) * source.Depths <= ((long)source.Body.Length * MostBlanks) + AlwaysBlanks;

    private static bool IsChange(JsonChange change) => change.Orders.Count > 0;

    private static JsonChange Both(JsonChange order, JsonChange value) =>
        new(order.Finding, $"{order.Name}, {value.Name}") { Orders = order.Orders, Values = value.Values, Names = value.Names };

    /// <summary>White space and escapes alone, by what they cost together.</summary>
    private IEnumerable<JsonVariant> Styles(int highest)
    {
        for (var cost = 0; cost <= highest; cost++)
        {
            for (var i = 0; Escapes(i) is ({ } escapes, { } texts); i++)
            {
                if (escapes.Cost > cost)
                {
                    break;
                }

                foreach (var layout in _layouts.Where(layout => layout.Cost == cost - escapes.Cost))
                {
                    yield return new JsonVariant(layout, escapes, texts, JsonChange.None);
                }
            }
        }
    }

    /// <summary>Changes in so many styles. Where all of them move members, the white space that there is belongs to none of them.</summary>
    private IEnumerable<JsonVariant> With(IEnumerable<JsonChange> changes, int styles, bool moves = false) =>
        Styles(HighestCost).Where(style => !moves || !style.Layout.IsAsReceived).Take(styles).SelectMany(_ => changes, (style, change) => style with { Change = change })
            .Where(variant => !variant.Layout.IsAsReceived || variant.Change.Orders.Count == 0);

    /// <summary>The texts in the n-th way, those that make no difference to an earlier one left out; null behind the last.</summary>
    private (JsonEscapes Escapes, JsonEncodedTexts Texts)? Escapes(int index)
    {
        while (_escapes.Count <= index && _unwritten.Count > 0 && _escapes.Count < _mostEscapes)
        {
            var texts = new JsonEncodedTexts(source, _unwritten[0]);
            if (!_escapes.Exists(known => known.Texts.All.SequenceEqual(texts.All)))
            {
                _escapes.Add((_unwritten[0], texts));
            }

            _unwritten.RemoveAt(0);
        }

        return index < _escapes.Count ? _escapes[index] : null;
    }
}
