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

    /// <summary>Finds out now which patterns the known names match, so that no payload has to; false if that takes too long.</summary>
    public bool TryMatch(PatternRule[] patterns, int steps)
    {
        foreach (var rule in _rules.Values)
        {
            var matches = patterns.Select(pattern => (pattern.Schema, IsMatch: pattern.Pattern.IsMatch(rule.Name, steps))).ToList();
            if (matches.Exists(match => match.IsMatch is null))
            {
                return false;
            }

            rule.PatternSchemas = [.. matches.Where(match => match.IsMatch == true).Select(match => match.Schema)];
        }

        return true;
    }
}
