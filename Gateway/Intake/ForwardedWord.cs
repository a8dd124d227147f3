namespace Gateway.Intake;

/// <summary>
/// What a trusted proxy says of the way to it, for the backend, each for itself: proxies that end TLS often name the scheme alone.
/// Empty where it says nothing, or nothing that can be read.
/// </summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host, with its port if the proxy named one.</param>
/// <param name="Prefix">What the proxy has taken off the path, without a slash at its end.</param>
internal sealed record ForwardedWord(string Scheme, string Host, string Prefix)
{
    /// <summary>Of anybody else.</summary>
    public static ForwardedWord None { get; } = new("", "", "");
}
