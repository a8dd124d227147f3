using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Demo;

/// <summary>The environment of the demonstration: for every variable that the configuration refers to, a secret of this run.</summary>
internal sealed partial class DemoSecrets(string configuration)
{
    private readonly Dictionary<string, string> _secrets = Reference().Matches(configuration)
        .Select(match => match.Groups["name"].Value)
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(name => name, _ => RandomNumberGenerator.GetHexString(32, lowercase: true), StringComparer.Ordinal);

    public string? Variable(string name) => _secrets.GetValueOrDefault(name);

    [GeneratedRegex(
        "\"env:(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
