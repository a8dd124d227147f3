namespace Gateway.Cli.Explaining;

/// <summary>What was read from a request file.</summary>
/// <param name="Method">The method; null if the file has no request line.</param>
/// <param name="Target">Path and query; null if the file has no request line.</param>
/// <param name="Headers">The header lines in order.</param>
/// <param name="Body">The body, to the end of the file.</param>
/// <param name="Notes">What is odd about the file, for people.</param>
internal sealed record Capture(
    string? Method,
    string? Target,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[] Body,
    IReadOnlyList<string> Notes)
{
    /// <summary>The request; without a request line it was a <c>POST</c> to <paramref name="path"/>.</summary>
    public CapturedRequest ToRequest(string path) => new(Method ?? HttpMethods.Post, Target ?? path, Headers, Body);
}
