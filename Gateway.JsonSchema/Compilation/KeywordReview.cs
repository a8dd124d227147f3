using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>Looks for keywords that do nothing: unknown ones, those beside a <c>$ref</c> that hides them, and a <c>$schema</c> within a schema.</summary>
internal sealed class KeywordReview(SchemaOptions options, ProblemList problems)
{
    /// <summary>What has been found out of a name: large schemas have the same ones by the thousand.</summary>
    private readonly Dictionary<(SchemaDialect Dialect, string Name), (string Message, bool IsMisspelt)> _known = [];

    public void Review(SchemaSite site)
    {
        ReviewSiblings(site);
        ReviewDialect(site);
        if (options.UnknownKeywords == UnknownKeywords.Ignore)
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
        site.Resource.Document.Describe(JsonPointer.Append(site.Pointer, keyword));

    private void ReviewUnknown(SchemaSite site, string name)
    {
        var key = (site.Resource.Dialect, name);
        if (!_known.TryGetValue(key, out var known))
        {
            known = Judge(name, site.Resource.Dialect);
            _known.Add(key, known);
        }

        var (message, isMisspelt) = known;
        if (isMisspelt || options.UnknownKeywords == UnknownKeywords.Refuse)
        {
            problems.Add(At(site, name), message);
        }
        else
        {
            problems.Warn(At(site, name), message);
        }
    }

    private (string Message, bool IsMisspelt) Judge(string name, SchemaDialect dialect)
    {
        if (dialect.Draft.Keywords.Find(name) is not null)
        {
            return ($"'{name}' belongs to none of the vocabularies that the dialect has, and does nothing.", false);
        }

        var others = SchemaDrafts.All.Where(draft => draft.Keywords.Find(name) is not null).Select(draft => draft.Name).ToList();
        var nearest = others.Count == 0 ? Misspelling.Find(name, dialect, options) : null;
        var message = nearest is not null ? $"'{name}' is not a keyword of {dialect.Draft}. Did you mean '{nearest}'?"
            : others.Count > 0 ? $"'{name}' is not a keyword of {dialect.Draft} (but of {string.Join(", ", others)}) and does nothing."
            : $"'{name}' is not a keyword of {dialect.Draft} and does nothing.";
        return (message, nearest is not null);
    }

    /// <summary>2020-12 Core section 8.1.1: a dialect is named at the root of a document or of a schema with an <c>$id</c>.</summary>
    private void ReviewDialect(SchemaSite site)
    {
        var dialect = site.Resource.Dialect;
        if (site.TryGet("$schema", out var name) && name.ValueKind == JsonValueKind.String
            && SchemaDialect.FindStandard(name.GetString()!) is { } named && named != dialect)
        {
            problems.Warn(
                At(site, "$schema"),
                $"'$schema' does nothing here, where {dialect.Draft} is read: it counts at the root of a document, or beside '{dialect.Draft.Id}'.");
        }
    }

    private void ReviewSiblings(SchemaSite site)
    {
        var dialect = site.Resource.Dialect;
        if (!dialect.Draft.RefHidesSiblings || !site.Element.TryGetProperty("$ref", out _))
        {
            return;
        }

        var hidden = site.Element.EnumerateObject().Select(member => member.Name)
            .Where(name => name is not "$ref" && dialect.Find(name)?.IsConstraint(dialect, options) == true)
            .Select(name => $"'{name}'").ToList();
        if (hidden.Count > 0)
        {
            var verb = hidden.Count == 1 ? "does" : "do";
            problems.Warn(At(site, "$ref"), $"{string.Join(" and ", hidden)} beside '$ref' {verb} nothing in {dialect.Draft}; put the '$ref' into an 'allOf'.");
        }
    }
}
