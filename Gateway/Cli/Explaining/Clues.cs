using System.Globalization;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>What can be said of a refused signature without knowing the mistake: nothing of a secret, a signature or the body.</summary>
internal static class Clues
{
    /// <summary>What is there and what should be.</summary>
    public static IEnumerable<string> Of(Evidence evidence)
    {
        var request = evidence.Request;
        foreach (var name in NamedHeaders.Of(evidence))
        {
            var lines = request.Lines(name);
            if (lines.Count != 1)
            {
                yield return lines.Count == 0 ? $"There is no header '{name}'." : $"The header '{name}' stands {lines.Count} times.";
            }
        }

        foreach (var value in evidence.Direct?.Values.Where(value => value.State != Intake.ValueState.Found) ?? [])
        {
            yield return $"Nothing that can be read stands at '{{{value.Name}}}', which is signed.";
        }

        if (evidence.Refusal == Outcome.SignatureMissing)
        {
            var names = request.Headers.Select(header => header.Key).Distinct(StringComparer.OrdinalIgnoreCase);
            yield return $"The headers that there are: {string.Join(", ", names)}.";
        }

        if (evidence.Refusal == Outcome.SignatureMalformed)
        {
            foreach (var name in NamedHeaders.OfSignature(evidence).Where(name => request.Header(name) is not null))
            {
                var length = request.Header(name)!.Length.ToString(CultureInfo.InvariantCulture);
                yield return $"'{name}' has {length} characters; expected is {evidence.Signature.Algorithm} in {evidence.Signature.Encoding ?? "hex"}"
                    + $"{(evidence.Signature.Prefix is { Length: > 0 } prefix ? $" behind '{prefix}'" : "")}{Length(evidence)}.";
            }
        }

        foreach (var secret in evidence.Secrets)
        {
            var counts = (secret.Config.NotBefore is not { } from || evidence.Instant >= from)
                && (secret.Config.NotAfter is not { } until || evidence.Instant < until);
            yield return $"The secret '{secret.Id}' was tried{(counts ? "" : ", though it is not in force")}; it has {secret.Text.Length} characters.";
        }

        if (request.Header("Content-Encoding") is { } coding)
        {
            yield return $"Content-Encoding is '{PlainText.Of(coding)}': the signature is over the compressed or the plain body, as the provider has it.";
        }

        foreach (var clue in ProofClues.Of(evidence))
        {
            yield return clue;
        }
    }

    /// <summary>What to look at, the likeliest first.</summary>
    public static IEnumerable<string> Next(Evidence evidence)
    {
        if (evidence.Refusal == Outcome.SignatureMissing)
        {
            yield return "Whether a secret is set at the provider: many sign only then.";
            yield return "Whether what stands in front of the gateway takes the header away (nginx does so with underscores in names).";
            yield return "Whether the request is from the provider at all.";
            yield break;
        }

        if (evidence.Refusal == Outcome.TimestampMissing)
        {
            yield return $"Why what is signed is not all there ({PlainText.Template(evidence.Content)}): taken away in front of the gateway, or never sent.";
        }

        yield return evidence.Secrets.Count > 0
            ? "The secret: of the test mode, of another endpoint, of another environment, or one that was rotated; which of them it is, no request can tell. Copy it from the provider again."
            : "The keys that the route believes: whether the set, the certificates or the roots are those of this provider and environment.";
        if (evidence.SignsBody)
        {
            yield return "The body: whether its length is the one that the provider shows for the delivery. "
                + "What rewrites it in a way that cannot be guessed, cannot be told from a forgery.";
        }

        if (evidence.SignsUrl)
        {
            yield return "The URL: whether the route's 'PublicUrl' is, letter by letter, what is registered at the provider.";
        }

        var provider = evidence.Policy.Provider is { } name ? $" {name}" : "";
        yield return $"The scheme: 'gateway providers{provider}' shows what is checked and where that comes from.";
        yield return "Whether the request is from the provider at all.";
    }

    private static string Length(Evidence evidence)
    {
        int? bytes = evidence.Signature.Algorithm switch
        {
            "hmac-sha1" or "sha1" => 20,
            "hmac-sha256" or "sha256" or "keccak256" => 32,
            "hmac-sha384" => 48,
            "hmac-sha512" => 64,
            _ => null,
        };
        var length = evidence.Signature.Encoding switch
        {
            null or "hex" or "hex-upper" => bytes * 2,
            "base64" => (bytes + 2) / 3 * 4,
            _ => ((bytes * 4) + 2) / 3,
        };
        return length is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {length} characters");
    }
}
