namespace Gateway.Reading;

/// <summary>One thing wrong with the configuration, said so that it can be mended without reading the manual.</summary>
/// <param name="Path">Where: the JSON path, e.g. <c>$.ReverseProxy.Routes.stripe.Verification.Replay.MaxAge</c>.</param>
/// <param name="Message">What was found, and what would be right. Never the value of a secret.</param>
internal sealed record ConfigurationProblem(string Path, string Message)
{
    public ProblemSeverity Severity { get; init; }

    public override string ToString() => $"{Path}: {Message}";
}
