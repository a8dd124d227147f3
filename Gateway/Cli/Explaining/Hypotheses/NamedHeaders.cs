using System.Text.RegularExpressions;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The headers that a scheme names.</summary>
internal static partial class NamedHeaders
{
    /// <summary>All of them: of the signature, the timestamp and what is signed beside the body.</summary>
    public static IReadOnlyList<string> Of(Evidence evidence) =>
        In($"{evidence.Signature.From} {evidence.Content} {evidence.Config.Replay?.Timestamp} {OfMessage(evidence)}");

    /// <summary>Those where the signature may stand.</summary>
    public static IReadOnlyList<string> OfSignature(Evidence evidence) => In(evidence.Signature.From ?? "");

    public static IReadOnlyList<string> In(string text) =>
        [.. Name().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Those of RFC 9421, which no route names.</summary>
    private static string OfMessage(Evidence evidence) => evidence.Signature.MessageSignature switch
    {
        null => "",
        { Agents: null } => "header:Signature header:Signature-Input",
        _ => "header:Signature header:Signature-Input header:Signature-Agent",
    };

    [GeneratedRegex("header:(?<name>[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
