using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Gateway.Reading;

/// <summary>What stands where a secret should, until somebody fills it in. Everybody can guess it.</summary>
internal static partial class PlaceholderText
{
    /// <summary>What stands for a secret in the files of <c>config/deploy</c> and in the manual.</summary>
    private static readonly FrozenSet<string> OfOurs = FrozenSet.Create(StringComparer.Ordinal, "replace-me", "whsec_...");

    public static bool IsOne(string text) => Placeholder().IsMatch(text) || OfOurs.Contains(text);

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
