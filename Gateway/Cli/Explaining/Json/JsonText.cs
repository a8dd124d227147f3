namespace Gateway.Cli.Explaining.Json;

/// <summary>A text of a document or the name of a member.</summary>
/// <param name="Start">Where its quote stands in the body.</param>
/// <param name="Length">Of its bytes, with both quotes.</param>
/// <param name="Value">What it says; null where it is no Unicode, so that it can only be written as it was.</param>
internal readonly record struct JsonText(int Start, int Length, string? Value);
