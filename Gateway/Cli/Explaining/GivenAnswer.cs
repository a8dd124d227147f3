namespace Gateway.Cli.Explaining;

/// <summary>What the sender would get.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The content type; null for none.</param>
/// <param name="Body">The body as text; empty for none.</param>
internal sealed record GivenAnswer(int Status, string? ContentType, string Body);
