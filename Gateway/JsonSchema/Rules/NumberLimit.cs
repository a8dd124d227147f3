namespace Gateway.JsonSchema.Rules;

/// <summary>One of minimum, maximum and their exclusive siblings.</summary>
internal sealed class NumberLimit(byte[] limit, bool isUpper, bool isExclusive, SchemaAssertion assertion)
{
    public SchemaAssertion Assertion => assertion;

    public bool Allows(in JsonNumber number)
    {
        var order = number.Compare(new JsonNumber(limit));
        return order == 0 ? !isExclusive : order < 0 == isUpper;
    }
}
