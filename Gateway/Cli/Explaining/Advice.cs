namespace Gateway.Cli.Explaining;

/// <summary>What to look at where it is not the signature that is refused.</summary>
/// <param name="Id">What the finding is called, the same in every version.</param>
/// <param name="Text">A sentence or two.</param>
internal sealed record Advice(string Id, string Text);
