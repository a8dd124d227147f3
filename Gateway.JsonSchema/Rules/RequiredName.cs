namespace Gateway.JsonSchema.Rules;

/// <summary>A name that must be there, with the bit that tells whether it is.</summary>
internal sealed record RequiredName(int Bit, SchemaAssertion Assertion);
