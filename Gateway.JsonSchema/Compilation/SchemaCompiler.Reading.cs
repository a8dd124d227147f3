using System.Text;
using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

// Reads the values of keywords. What has the wrong shape is a problem and then as if it were not there.
internal sealed partial class SchemaCompiler
{
    private static string At(SchemaSite site, string keyword) =>
        site.Resource.Document.Describe(JsonPointer.Append(site.Pointer, keyword));

    private static SchemaAssertion Assert(SchemaSite site, string keyword, string message) =>
        new(keyword, At(site, keyword), message);

    private string? TextAt(SchemaSite site, string keyword)
    {
        if (!site.TryGet(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        problems.Add(At(site, keyword), $"{keyword} must be a string.");
        return null;
    }

    private bool IsTrue(SchemaSite site, string keyword)
    {
        if (site.TryGet(keyword, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            var isNewer = keyword.StartsWith("exclusive", StringComparison.Ordinal) && value.ValueKind == JsonValueKind.Number;
            var hint = isNewer ? $" in {site.Resource.Dialect.Draft} (a number stands there since draft 6)" : "";
            problems.Add(At(site, keyword), $"{keyword} must be true or false{hint}.");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private byte[]? NumberAt(SchemaSite site, string keyword)
    {
        if (!site.TryGet(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            var isOlder = keyword.StartsWith("exclusive", StringComparison.Ordinal) && value.ValueKind is JsonValueKind.True or JsonValueKind.False;
            var hint = isOlder ? " (true and false are of draft 4; the limit itself stands here since)" : "";
            problems.Add(At(site, keyword), $"{keyword} must be a number{hint}.");
            return null;
        }

        var text = Encoding.UTF8.GetBytes(value.GetRawText());
        if (!new JsonNumber(text).IsBeyondLimits)
        {
            return text;
        }

        problems.Add(At(site, keyword), $"{keyword} must be a number of reasonable size.");
        return null;
    }

    private long? CountAt(SchemaSite site, string keyword)
    {
        if (!site.TryGet(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = new JsonNumber(Encoding.UTF8.GetBytes(value.GetRawText()));
            if (number is { IsInteger: true, IsNegative: false })
            {
                return ToCount(number);
            }
        }

        problems.Add(At(site, keyword), $"{keyword} must be an integer, 0 or more.");
        return null;
    }

    private string[]? NamesAt(SchemaSite site, string keyword) =>
        site.TryGet(keyword, out var value) ? ReadNames(value, At(site, keyword)) : null;

    private string[]? ReadNames(JsonElement value, string location)
    {
        if (value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            problems.Add(location, "Must be a list of names.");
            return null;
        }

        var names = value.EnumerateArray().Select(name => name.GetString()!).ToArray();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            problems.Add(location, "Must not hold a name twice.");
        }

        return names;
    }

    private SchemaNode? SchemaAt(SchemaSite site, string keyword) =>
        site.TryGet(keyword, out var value) ? SchemaIn(site, value, JsonPointer.Append(site.Pointer, keyword)) : null;

    private SchemaNode[]? SchemaListAt(SchemaSite site, string keyword)
    {
        if (!site.TryGet(keyword, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            problems.Add(At(site, keyword), $"{keyword} must be a list of at least one schema.");
            return null;
        }

        return SchemasIn(site, value, JsonPointer.Append(site.Pointer, keyword));
    }

    private SchemaNode[] SchemasIn(SchemaSite site, JsonElement list, string pointer) =>
    [
        .. list.EnumerateArray()
            .Select((item, index) => SchemaIn(site, item, $"{pointer}/{index}"))
            .OfType<SchemaNode>(),
    ];

    private List<(string Name, SchemaNode Schema)> SchemaMapAt(SchemaSite site, string keyword)
    {
        var schemas = new List<(string, SchemaNode)>();
        if (site.TryGet(keyword, out var value) && IsObject(value, At(site, keyword)))
        {
            var pointer = JsonPointer.Append(site.Pointer, keyword);
            foreach (var member in value.EnumerateObject())
            {
                if (SchemaIn(site, member.Value, JsonPointer.Append(pointer, member.Name)) is { } schema)
                {
                    schemas.Add((member.Name, schema));
                }
            }
        }

        return schemas;
    }

    private bool IsObject(JsonElement value, string location)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        problems.Add(location, "Must be an object.");
        return false;
    }

    private SchemaNode? SchemaIn(SchemaSite site, JsonElement value, string pointer)
    {
        var document = site.Resource.Document;
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False
            && document.Sites.TryGetValue(pointer, out var found))
        {
            return NodeOf(found);
        }

        problems.Add(document.Describe(pointer), "A schema must be an object or a boolean.");
        return null;
    }

    private static long ToCount(in JsonNumber number)
    {
        if (number.Count + number.Exponent > 18)
        {
            return long.MaxValue; // more than any payload can have
        }

        var count = 0L;
        for (var i = 0; i < number.Count + number.Exponent; i++)
        {
            count = (count * 10) + (i < number.Count ? number[i] : 0);
        }

        return count;
    }
}
