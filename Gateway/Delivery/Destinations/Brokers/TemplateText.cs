namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What a template says of one webhook.</summary>
/// <param name="Text">Null if it says nothing.</param>
/// <param name="Missing">The place that has no value there, as written.</param>
/// <param name="IsShortOfMemory">There was no memory to look.</param>
internal readonly record struct TemplateText(string? Text, string? Missing, bool IsShortOfMemory);
