namespace Gateway.JsonSchema.Compilation;

/// <summary>Looks for keywords that do nothing: unknown ones, and those beside a <c>$ref</c> that hides them.</summary>
internal sealed class KeywordReview(UnknownKeywords unknown, ProblemList problems)
{
    /// <summary>What has been found out of a name: large schemas have the same ones by the thousand.</summary>
    private readonly Dictionary<(SchemaDraft Draft, string Name), (string Message, bool IsMisspelt)> _known = [];

    public void Review(SchemaSite site)
    {
        ReviewSiblings(site);
        if (unknown == UnknownKeywords.Ignore)
        {
            return;
        }

        foreach (var member in site.Element.EnumerateObject())
        {
            if (site.Resource.Dialect.Find(member.Name) is null && !member.Name.StartsWith("x-", StringComparison.Ordinal))
            {
                ReviewUnknown(site, member.Name);
            }
        }
    }

    private static string At(SchemaSite site, string keyword) =>
        site.Resource.Document.Describe(Pointer.Append(site.Pointer, keyword));

    private void ReviewUnknown(SchemaSite site, string name)
    {
        var key = (site.Resource.Dialect.Draft, name);
        if (!_known.TryGetValue(key, out var known))
        {
            known = Judge(name, site.Resource.Dialect);
            _known.Add(key, known);
        }

        var (message, isMisspelt) = known;
        if (isMisspelt || unknown == UnknownKeywords.Refuse)
        {
            problems.Add(At(site, name), message);
        }
        else
        {
            problems.Warn(At(site, name), message);
        }
    }

    private static (string Message, bool IsMisspelt) Judge(string name, SchemaDialect dialect)
    {
        var others = SchemaDrafts.All.Where(draft => draft.Keywords.Find(name) is not null).Select(draft => draft.Name).ToList();
        var nearest = others.Count == 0 ? Misspelling.Find(name, dialect) : null;
        var message = nearest is not null ? $"'{name}' is not a keyword of {dialect.Draft}. Did you mean '{nearest}'?"
            : others.Count > 0 ? $"'{name}' is not a keyword of {dialect.Draft} (but of {string.Join(", ", others)}) and does nothing."
            : $"'{name}' is not a keyword of {dialect.Draft} and does nothing.";
        return (message, nearest is not null);
    }

    private void ReviewSiblings(SchemaSite site)
    {
        var dialect = site.Resource.Dialect;
        if (!dialect.Draft.RefHidesSiblings || !site.Element.TryGetProperty("$ref", out _))
        {
            return;
        }

        var hidden = site.Element.EnumerateObject().Select(member => member.Name)
            .Where(name => name is not "$ref" && dialect.Find(name) is { IsConstraint: true })
            .Select(name => $"'{name}'").ToList();
        if (hidden.Count > 0)
        {
            problems.Warn(At(site, "$ref"), $"{string.Join(" and ", hidden)} beside '$ref' {(hidden.Count == 1 ? "does" : "do")} nothing in {dialect.Draft}; put the '$ref' into an 'allOf'.");
        }
    }
}
