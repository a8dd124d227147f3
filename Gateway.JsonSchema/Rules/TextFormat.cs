namespace Gateway.JsonSchema.Rules;

/// <summary>Whether a text has the format it should have.</summary>
internal delegate bool TextFormat(ReadOnlySpan<char> text);
