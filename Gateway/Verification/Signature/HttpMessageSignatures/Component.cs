using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>One component of a request that a signature covers (RFC 9421, section 2): a header, or what is derived from the request.</summary>
/// <param name="Name">A header's name in lower case, or one that begins with <c>@</c>.</param>
/// <param name="Parameter">The name of a query's parameter; null for any other component.</param>
internal sealed record Component(string Name, string? Parameter)
{
    public const string QueryParam = "@query-param";
    public const string ContentDigest = "content-digest";

    private static readonly string[] Derived =
        ["@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query", QueryParam];

    /// <summary>For messages.</summary>
    public static string Names => $"a header's name in lower case, {string.Join(", ", Derived[..^1])} or {QueryParam};name=\"NAME\"";

    /// <summary>
    /// Takes a component identifier, <c>"@query-param";name="a"</c>; false for one that this gateway cannot derive. Parameters
    /// that would change what a header's value is (<c>sf</c>, <c>key</c>, <c>bs</c>, <c>req</c>, <c>tr</c>) are such.
    /// </summary>
    public static bool TryTake(ref StructuredText text, out Component? component)
    {
        component = null;
        if (!text.TryTakeString(out var name))
        {
            return false;
        }

        string? parameter = null;
        if (text.TryTake(';')
            && !(text.TryTakeKey(out var key) && key is "name" && text.TryTake('=') && text.TryTakeString(out parameter)))
        {
            return false;
        }

        component = Of(name, parameter);
        return component is not null;
    }

    /// <summary>As configured: without the quotes around the name.</summary>
    public static Component? Parse(string written)
    {
        var end = written.IndexOf(';', StringComparison.Ordinal);
        var text = new StructuredText(end < 0 ? $"\"{written}\"" : $"\"{written[..end]}\"{written[end..]}");
        return TryTake(ref text, out var component) && text.IsAtEnd ? component : null;
    }

    private static Component? Of(string name, string? parameter)
    {
        var isKnown = name.StartsWith('@')
            ? Array.IndexOf(Derived, name) >= 0
            : HeaderName.IsValid(name) && !name.AsSpan().ContainsAnyInRange('A', 'Z');
        return isKnown && (name == QueryParam) == (parameter is not null) ? new Component(name, parameter) : null;
    }
}
