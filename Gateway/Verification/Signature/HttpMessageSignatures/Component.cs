using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>One component of a request that a signature covers (RFC 9421, section 2): a header, or what is derived from the request.</summary>
/// <param name="Name">A header's name in lower case, or one that begins with <c>@</c>.</param>
/// <param name="Parameter">The name of a query's parameter; null for any other component.</param>
internal sealed record Component(string Name, string? Parameter)
{
    /// <summary>The member of a dictionary that is covered and nothing else of the header (section 2.1.2); null for all of it.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the header is covered as a structured field is written anew (section 2.1.1).</summary>
    public bool IsStructured { get; init; }

    public const string QueryParam = "@query-param";
    public const string ContentDigest = "content-digest";

    private static readonly string[] Derived =
        ["@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query", QueryParam];

    /// <summary>For messages.</summary>
    public static string Names => $"a header's name in lower case, {string.Join(", ", Derived[..^1])} or {QueryParam};name=\"NAME\"; a header's with ;sf or ;key=\"MEMBER\"";

    /// <summary>
    /// Takes a component identifier, <c>"@query-param";name="a"</c>; false for one that this gateway cannot derive. Such are the parameters
    /// <c>bs</c>, <c>req</c> and <c>tr</c>, and <c>sf</c> of a header whose type nobody knows here.
    /// </summary>
    public static bool TryTake(ref StructuredText text, out Component? component)
    {
        component = null;
        if (!text.TryTakeString(out var name))
        {
            return false;
        }

        var found = new Component(name, Parameter: null);
        while (text.TryTake(';'))
        {
            if (TakeParameter(ref text, found) is not { } more)
            {
                return false;
            }

            found = more;
        }

        component = Checked(found);
        return component is not null;
    }

    /// <summary>As configured: without the quotes around the name.</summary>
    public static Component? Parse(string written)
    {
        var end = written.IndexOf(';', StringComparison.Ordinal);
        var text = new StructuredText(end < 0 ? $"\"{written}\"" : $"\"{written[..end]}\"{written[end..]}");
        return TryTake(ref text, out var component) && text.IsAtEnd ? component : null;
    }

    /// <summary>The component with one parameter more; null for one that is not understood, or stands there already.</summary>
    private static Component? TakeParameter(ref StructuredText text, Component before)
    {
        if (!text.TryTakeKey(out var key))
        {
            return null;
        }

        switch (key)
        {
            case "sf" when !before.IsStructured:
                return before with { IsStructured = true };
            case "name" when before.Parameter is null && text.TryTake('=') && text.TryTakeString(out var name):
                return before with { Parameter = name };
            case "key" when before.Key is null && text.TryTake('=') && text.TryTakeString(out var member):
                return before with { Key = member };
            default:
                return null;
        }
    }

    private static Component? Checked(Component component)
    {
        var isDerived = component.Name.StartsWith('@');
        var isKnown = isDerived
            ? Array.IndexOf(Derived, component.Name) >= 0 && component is { Key: null, IsStructured: false }
            : HeaderName.IsValid(component.Name) && !component.Name.AsSpan().ContainsAnyInRange('A', 'Z')
                && !(component.IsStructured && (component.Key is not null || StructuredField.TypeOf(component.Name) is null));
        return isKnown && (component.Name == QueryParam) == (component.Parameter is not null) ? component : null;
    }
}
