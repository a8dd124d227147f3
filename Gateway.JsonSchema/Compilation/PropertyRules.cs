using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

/// <summary>Gathers what the keywords of one schema say about each name.</summary>
internal sealed class PropertyRules
{
    private readonly Dictionary<string, PropertyRule> _rules = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PropertyRule> All => _rules.Values;

    /// <summary>How many names somebody wants to know the presence of.</summary>
    public int Bits { get; private set; }

    public PropertyRule Of(string name)
    {
        if (!_rules.TryGetValue(name, out var rule))
        {
            rule = new PropertyRule(name);
            _rules.Add(name, rule);
        }

        return rule;
    }

    /// <summary>The bit that will tell whether a name is there.</summary>
    public int BitOf(string name)
    {
        var rule = Of(name);
        if (rule.Bit < 0)
        {
            rule.Bit = Bits++;
        }

        return rule.Bit;
    }

    /// <summary>Finds out now which patterns the known names match, so that no payload has to.</summary>
    public void Match(PatternRule[] patterns)
    {
        foreach (var rule in _rules.Values)
        {
            rule.PatternSchemas =
                [.. patterns.Where(pattern => pattern.Pattern.IsMatch(rule.Name)).Select(pattern => pattern.Schema)];
        }
    }
}
