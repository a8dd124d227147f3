namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>One thing by which the URL that was signed may differ.</summary>
/// <param name="Part">The part of the URL that it changes: two changes of one part exclude each other.</param>
/// <param name="What">For people.</param>
/// <param name="Make">The URL with the change.</param>
internal sealed record UrlChange(string Part, string What, Func<UrlGuess, UrlGuess> Make);
