namespace Gateway.Tests.Cli.Explaining;

/// <summary>What <c>gateway explain</c> said of a request.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed of problems.</param>
internal sealed record ToldMistake(int ExitCode, string Output, string Error)
{
    public string Finding => LineOf("Finding");

    public string Cure => LineOf("Cure");

    /// <summary>What one line of the output says; empty if there is none of the name.</summary>
    public string LineOf(string name) =>
        Output.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal))?[name.Length..].Trim() ?? "";
}
