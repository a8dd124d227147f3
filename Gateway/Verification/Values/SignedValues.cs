namespace Gateway.Verification.Values;

/// <summary>What a signature covers: a value outside it is anyone's to change in a captured webhook.</summary>
/// <param name="Body">All of the body.</param>
/// <param name="Query">All of the query, as a part of the URL.</param>
/// <param name="Named">The values that are signed one by one.</param>
/// <param name="Token">The claims of the token that the signature is a part of.</param>
internal sealed record SignedValues(bool Body, bool Query, IReadOnlyList<IValueSource> Named, bool Token = false)
{
    public bool Contains(IValueSource source) => Named.Contains(source);
}
