namespace Gateway.Tests.Conventions.References;

/// <summary>A type that stands in no other.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    /// <summary>The type of a text such as an attribute keeps: a nested one behind a plus.</summary>
    public static TypeName Parse(string text)
    {
        var outermost = text.Split('+')[0];
        var dot = outermost.LastIndexOf('.');
        return new TypeName(dot < 0 ? "" : outermost[..dot], outermost[(dot + 1)..]);
    }
}
