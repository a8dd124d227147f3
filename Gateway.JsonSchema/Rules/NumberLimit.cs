using System.Globalization;

namespace Gateway.JsonSchema.Rules;

/// <summary>One of minimum, maximum and their exclusive siblings.</summary>
internal sealed class NumberLimit(byte[] limit, bool isUpper, bool isExclusive, SchemaAssertion assertion)
{
    private readonly long? _whole =
        long.TryParse(limit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    public SchemaAssertion Assertion => assertion;

    public bool Allows(in JsonNumber number) => Allows(number.Compare(new JsonNumber(limit)));

    /// <summary>The same for an integer that is read already.</summary>
    public bool Allows(long number, ReadOnlySpan<byte> text) =>
        _whole is { } whole ? Allows(number.CompareTo(whole)) : Allows(new JsonNumber(text));

    private bool Allows(int order) => order == 0 ? !isExclusive : order < 0 == isUpper;
}
