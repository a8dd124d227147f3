using Gateway.Intake;
using Gateway.JsonSchema;

namespace Gateway.Verification.Values;

/// <summary>
/// Reads how configuration names a value: <c>header:NAME</c>, <c>query:NAME</c>, <c>form:NAME</c>,
/// <c>body:/json/pointer</c>, each with an optional <c>[field]</c>, <c>jwt:CLAIM</c>, <c>signature:PARAMETER</c>, <c>body</c> for
/// all of it, <c>sha256-hex:body</c> for its digest, <c>every:/list/*/member</c>, <c>each:/list/*/member</c>, <c>base64-json:NAME[member]</c>,
/// <c>form-json:NAME[/json/pointer]</c>, alternatives parted by <c>|</c>.
/// </summary>
internal static class ValueSourceParser
{
    public const string Forms = "header:NAME, query:NAME, form:NAME or body:/json/pointer";

    /// <summary>Returns the source, or null and what is wrong with the text.</summary>
    /// <param name="text">As written.</param>
    /// <param name="bodyPointers">The route's pointers into the body; a new one is added.</param>
    /// <param name="error">What was found and what would be right; null on success.</param>
    /// <param name="hasToken">Whether a token has been verified where the value is read; else no claim may be believed.</param>
    public static IValueSource? Parse(string text, BodyPointers bodyPointers, out string? error, bool hasToken = false)
    {
        var sources = new List<IValueSource>();
        foreach (var alternative in text.Split('|', StringSplitOptions.TrimEntries))
        {
            if (ParseOne(alternative, bodyPointers) is not { } source)
            {
                error = $"'{alternative}' does not name a value; write {Forms}.";
                return null;
            }

            if (IsClaim(source) && !hasToken)
            {
                error = $"'{alternative}' is a claim of a token, which can be read only behind a signature with the algorithm 'jwt'.";
                return null;
            }

            sources.Add(source);
        }

        error = null;
        return sources.Count == 1 ? sources[0] : new AlternativeSource(sources);
    }

    private static bool IsClaim(IValueSource source) => source is ClaimSource || (source is LowercaseSource { Inner: var inner } && IsClaim(inner));

    private static IValueSource? ParseOne(string text, BodyPointers bodyPointers)
    {
        switch (text)
        {
            case "body":
                return new WholeBodySource();
            case WholeBodySource.Digest:
                return new WholeBodySource(IsDigest: true);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == text.Length - 1)
        {
            return null;
        }

        var (kind, name) = (text[..colon], text[(colon + 1)..]);
        if (kind == "lower")
        {
            return ParseOne(name, bodyPointers) is { } inner ? new LowercaseSource(inner) : null;
        }

        if (kind is "every" or "each")
        {
            return EveryElementSource.Parse(name, bodyPointers, isEach: kind == "each");
        }

        if (kind == "body")
        {
            return bodyPointers.Add(name) is { } index ? new BodySource(index) : null;
        }

        if (kind == "jwt")
        {
            return new ClaimSource(name); // To its end: names of claims may be URLs.
        }

        if (kind == "signature")
        {
            return Array.IndexOf(SignatureParameterSource.Names, name) < 0 ? null : new SignatureParameterSource(name);
        }

        string? field = null;
        if (name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket)
        {
            (name, field) = (name[..bracket], name[(bracket + 1)..^1]);
        }

        if (field is "")
        {
            return null;
        }

        IValueSource? whole = kind switch
        {
            "header" when HeaderName.IsValid(name) => new HeaderSource(name),
            "base64-json" when HeaderName.IsValid(name) && field is not null => new EncodedJsonSource(name, field),
            "form-json" when field is not null && JsonPointerSet.IsPointer(field) => new FormJsonSource(name, field),
            "query" => new QuerySource(name),
            "form" => new FormSource(name),
            _ => null,
        };
        return whole is null or EncodedJsonSource or FormJsonSource || field is null ? whole : new FieldSource(whole, field);
    }
}
