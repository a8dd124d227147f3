namespace Gateway.Verification.Filters;

/// <summary>A test of a value's text.</summary>
internal interface IValueTest
{
    bool Holds(ReadOnlySpan<char> value);
}
