namespace Gateway.Verification.Filters;

/// <summary>The value begins with a text, to the letter.</summary>
internal sealed class PrefixTest(string prefix) : IValueTest
{
    public bool Holds(ReadOnlySpan<char> value) => value.StartsWith(prefix, StringComparison.Ordinal);
}
