namespace Gateway.JsonSchema.Compilation;

/// <summary>Follows the Reference Objects of an OpenAPI document, those of its schemas apart: <c>$ref</c> in place of what is meant.</summary>
internal sealed class OpenApiReferences(SchemaResource resource, ProblemList problems)
{
    /// <summary>References that lead to references may be so many.</summary>
    private const int MostReferences = 100;

    private readonly DocumentPlace _root = new("", resource.Document.Root);

    /// <summary>The place, or what it refers to within the document; null with a problem.</summary>
    public DocumentPlace? Follow(DocumentPlace place)
    {
        var followed = place;
        for (var count = 0; followed.Text("$ref") is { } reference; count++)
        {
            var pointer = PointerOf(reference);
            var target = pointer is null ? null : _root.At(pointer);
            if (target is null || count == MostReferences)
            {
                problems.Add(
                    resource.Document.Describe(JsonPointer.Append(followed.Pointer, "$ref")),
                    target is not null ? $"More than {MostReferences} references lead to each other."
                    : pointer is null ? $"'{reference}' leads to another document; a webhook must stand in this one, up to its schema."
                    : $"'{reference}' leads nowhere: there is nothing at '#{pointer}'.");
                return null;
            }

            followed = target.Value;
        }

        return followed;
    }

    /// <summary>The fragment of a reference within the document; null of one to another.</summary>
    private string? PointerOf(string reference)
    {
        if (!Uri.TryCreate(resource.Uri, reference, out var uri))
        {
            return null;
        }

        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        var target = uri.GetLeftPart(UriPartial.Query);
        var isWithin = mark == 0 || target == resource.Uri.GetLeftPart(UriPartial.Query) || target == resource.Document.Uri.GetLeftPart(UriPartial.Query);
        return isWithin ? Uri.UnescapeDataString(mark < 0 ? "" : reference[(mark + 1)..]) : null;
    }
}
