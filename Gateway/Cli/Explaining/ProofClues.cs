using System.Globalization;
using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Cli.Explaining.Tokens;
using Gateway.Verification.Signature.HttpMessageSignatures;

namespace Gateway.Cli.Explaining;

/// <summary>What a token or a message signature says of itself, of which nothing is secret.</summary>
internal static class ProofClues
{
    public static IEnumerable<string> Of(Evidence evidence) =>
        evidence.Signature.MessageSignature is not null ? OfMessage(evidence) : SentToken.Of(evidence) is { } token ? OfToken(token) : [];

    private static IEnumerable<string> OfToken(SentToken token)
    {
        yield return $"The token's header:{Said(" alg", token.Algorithm)}{Said(" kid", token.KeyId)}.";
        foreach (var (index, certificate) in (token.Certificates ?? []).Index())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Certificate {index + 1} of {token.Certificates!.Count}: {certificate?.ToString() ?? "none that can be read"}.");
        }
    }

    private static IEnumerable<string> OfMessage(Evidence evidence)
    {
        foreach (var input in MessageDiffers.InputsOf(evidence.Request))
        {
            yield return $"The signature '{input.Label}' covers {Covered(input)}; parameters:{Said(" keyid", input.KeyId)}{Said(" alg", input.Algorithm)}{Said(" tag", input.Tag)}"
                + $"{Said(" created", input.Created?.ToString(CultureInfo.InvariantCulture))}{Said(" expires", input.Expires?.ToString(CultureInfo.InvariantCulture))}.";
        }

        if (MessageDiffers.AgentOf(evidence.Request) is { } agent)
        {
            yield return $"The agent says that it is '{PlainText.Of(agent)}'.";
        }
    }

    private static string Covered(SignatureInput input) =>
        input.Components.Count == 0 ? "nothing" : PlainText.Of(string.Join(' ', input.Components.Select(component => component.Written)));

    private static string Said(string name, string? value) => value is null ? "" : $"{name} '{PlainText.Of(value)}'";
}
