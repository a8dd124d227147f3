using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gateway.Captures.Revival;
using Gateway.Intake;
using Gateway.Reading;
using Gateway.Verification.Handshake;
using Gateway.Verification.Signature;

namespace Gateway.Captures;

/// <summary>Finds out where a route's requests hold what must not be kept.</summary>
internal static partial class CapturePolicyCompiler
{
    private const string Secret = "{secret}";

    /// <summary>In characters: a longer one that no request carries is a public key, and none of what is looked for.</summary>
    private const int LongestSecret = 256;

    /// <param name="mode">The route's <c>Capture</c>.</param>
    /// <param name="signature">Its <c>Signature</c>.</param>
    /// <param name="handshakes">Its <c>Handshake</c>.</param>
    /// <param name="read">The headers that the route reads.</param>
    /// <param name="resolve">The text of a secret, and what takes another one; null for one that is not at hand, which is said elsewhere.</param>
    public static CapturePolicy Compile(
        CaptureMode? mode, SignatureConfig? signature, IReadOnlyList<HandshakeConfig>? handshakes, FrozenSet<string> read,
        Func<string?, SecretTaker, string?> resolve)
    {
        var isByToken = signature?.Algorithm is "shared-token" or "basic" or "jwt";
        List<string> places =
        [
            .. (handshakes ?? []).SelectMany(handshake => handshake.When ?? new Dictionary<string, string>(StringComparer.Ordinal))
                .Where(condition => condition.Value.Contains(Secret, StringComparison.Ordinal))
                .Select(condition => condition.Key),
        ];
        if (isByToken && signature?.From is { } from)
        {
            places.Add(from);
        }

        var headers = places.SelectMany(HeaderSpellings.NamedIn).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return new CapturePolicy
        {
            Mode = mode ?? CaptureMode.Refused,
            TokenHeaders = headers,
            TokenParameters = places.SelectMany(place => Parameter().Matches(place)).Select(match => match.Groups["name"].Value)
                .ToFrozenSet(StringComparer.Ordinal),
            HasTokenInBody = places.Exists(place => Body().IsMatch(place)),
            IsByToken = isByToken,
            Tokens = TokensOf(signature, isByToken, resolve),
            ReadHeaders = read,
        };
    }

    private static KnownTokens TokensOf(SignatureConfig? signature, bool isByToken, Func<string?, SecretTaker, string?> resolve)
    {
        var tokens = new StrongBox<KnownTokens>();
        tokens.Value = new KnownTokens(
            (signature?.Secrets ?? []).Select((secret, index) => resolve(secret.Value, Taker(tokens, index))),
            signature?.Prefix is { } prefix ? [prefix] : [],
            isByToken ? int.MaxValue : LongestSecret);
        return tokens.Value;
    }

    /// <summary>Holds nothing of the configuration as written: it lives as long as what is in force.</summary>
    private static SecretTaker Taker(StrongBox<KnownTokens> tokens, int index) => text => () => tokens.Value!.Replace(index, text);

    [GeneratedRegex(@"query:(?<name>[^\s|+\[\]{}]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    /// <summary>Any place that is neither a header nor in the query: it is, or may be, in the body.</summary>
    [GeneratedRegex(@"(?<![\w-])(?!header:|query:)[a-z][a-z-]*:", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Body();
}
