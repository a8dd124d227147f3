namespace Gateway.Tests.Support;

/// <summary>What a provider expects beside the status.</summary>
/// <param name="Body">The whole body.</param>
/// <param name="ContentType">The content type; null for none.</param>
/// <param name="Headers">Headers that must be there.</param>
public sealed record ProviderAnswer(string Body, string? ContentType, IReadOnlyDictionary<string, string>? Headers);
