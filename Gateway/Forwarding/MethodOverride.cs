using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Forwarding;

/// <summary>The method that a query asks for in the place of the request's own: <c>_method=DELETE</c>, to Rails, Laravel and others.</summary>
internal static class MethodOverride
{
    /// <summary>More than one is no honest request's.</summary>
    private const int Most = 4;

    /// <summary>The methods; null if there are too many.</summary>
    public static IReadOnlyList<string>? FindIn(QueryString query)
    {
        if (query.Value is not { Length: > 0 } text || !MayHaveOne(text))
        {
            return [];
        }

        var methods = new List<string>();
        foreach (var parameter in new QueryStringEnumerable(text))
        {
            if (IsOne(parameter.DecodeName().Span))
            {
                if (methods.Count == Most)
                {
                    return null;
                }

                methods.Add(parameter.DecodeValue().ToString().Trim().ToUpperInvariant());
            }
        }

        return methods;
    }

    private static bool MayHaveOne(string query) =>
        query.Contains("method", StringComparison.OrdinalIgnoreCase) || query.Contains('%', StringComparison.Ordinal);

    /// <summary>PHP makes an underscore of a dot, a blank or a bracket, and takes blanks off the front.</summary>
    private static bool IsOne(ReadOnlySpan<char> name)
    {
        name = name.TrimStart(' ');
        return name.Length == "_method".Length && !char.IsAsciiLetterOrDigit(name[0]) && name[1..].Equals("method", StringComparison.OrdinalIgnoreCase);
    }
}
