namespace Gateway.Intake;

/// <summary>Scheme and host of the URL that the sender called, and what its path began with, by the word of a trusted proxy.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host, with its port if the proxy named one; as it was written.</param>
/// <param name="Defect">In a few words why there is none, and then neither is set; never a value of the request.</param>
internal sealed record ForwardedOrigin(string Scheme, string Host, string? Defect)
{
    /// <summary>What the proxy has taken off the path; empty for one that hands paths on as they come.</summary>
    public string Prefix { get; init; } = "";

    public static ForwardedOrigin None(string defect) => new("", "", defect);
}
