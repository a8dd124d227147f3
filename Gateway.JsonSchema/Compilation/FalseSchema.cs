using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

/// <summary>Says what a schema <c>false</c> means where it stands.</summary>
internal static class FalseSchema
{
    public static SchemaAssertion Describe(SchemaSite site)
    {
        var parts = site.Pointer.Split('/');
        var last = parts[^1];
        var isNamed = parts.Length > 2
            && parts[^2] is "properties" or "patternProperties" or "dependentSchemas" or "dependencies";
        var keyword = isNamed || (parts.Length > 2 && last.All(char.IsAsciiDigit)) ? parts[^2] : last;
        var message = keyword switch
        {
            "additionalProperties" => "This member is not allowed: the schema names all that are.",
            "unevaluatedProperties" => "This member is not allowed: no part of the schema accounts for it.",
            "properties" or "patternProperties" => "This member is not allowed here.",
            "items" or "additionalItems" or "unevaluatedItems" => "No element is allowed at this place.",
            "propertyNames" => "No member is allowed here.",
            _ => "Nothing is allowed here.",
        };
        return new SchemaAssertion(keyword, site.Location, message);
    }
}
