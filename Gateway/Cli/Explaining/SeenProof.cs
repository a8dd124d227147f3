using Gateway.Cli.Explaining.Hypotheses;
using Gateway.Cli.Explaining.Tokens;
using Gateway.Intake;

namespace Gateway.Cli.Explaining;

/// <summary>What is plainly wrong with a token or a message signature, where no change makes it right: it can be told and not proven.</summary>
internal static class SeenProof
{
    public static Finding? Of(Evidence evidence) =>
        evidence.Signature.MessageSignature is not null ? OfMessage(evidence)
        : evidence.Signature.Jwt is not null ? OfToken(evidence)
        : null;

    private static Finding? OfMessage(Evidence evidence)
    {
        var inputs = MessageDiffers.InputsOf(evidence.Request);
        var agents = evidence.Signature.MessageSignature!.Agents;
        var agent = MessageDiffers.AgentOf(evidence.Request);
        if (inputs.Count == 0 && evidence.Request.Header("Signature-Input") is not null)
        {
            return new Finding(
                "message-malformed",
                "'Signature-Input' is no dictionary of components in the canonical form of RFC 9421, or names a component or parameter that is not supported.",
                "Have the sender write it as docs/http-message-signatures.md says, or look for what has rewritten the header.");
        }

        if (agents is not null && agent is null)
        {
            return new Finding(
                "agent-missing", "There is no 'Signature-Agent' that names one agent, and the route knows keys by the agent alone.",
                "Have the agent send and sign 'Signature-Agent'.");
        }

        if (agents is not null && agents.All(listed => listed.Url != agent))
        {
            return new Finding(
                "agent-unknown", $"'Signature-Agent' says '{PlainText.Of(agent!)}', and the route lists {string.Join(", ", agents.Select(listed => $"'{listed.Url}'"))}.",
                "List it in 'MessageSignature.Agents' if its requests are wanted: the directory of an agent that is not listed is never asked.");
        }

        return evidence.Defect?.Problem switch
        {
            ProofDefect.UnknownKey => new Finding(
                "key-unknown",
                $"The signature names the key {Names(inputs.Select(input => input.KeyId))}, which {(agents is null ? "none of the route's keys in force is called" : $"is not in the directory of '{PlainText.Of(agent!)}'")}.",
                agents is null && evidence.Secrets.Count > 0
                    ? "Give the route the key of that name, with the name as its secret's 'Id'; none of those that it has made the signature."
                    : "Compare with the set that the provider publishes now: a file of it may be older than the key."),
            ProofDefect.OtherDigest => new Finding(
                "content-digest", "The signature is right, and the 'Content-Digest' that it covers is of another body.",
                "Find what rewrites the body between provider and gateway, and have it pass on the bytes it received."),
            _ => null,
        };
    }

    private static Finding? OfToken(Evidence evidence)
    {
        if (SentToken.Of(evidence) is not { } token)
        {
            return null;
        }

        List<SchemeChange> changes = [.. TokenChanges.Of(token, evidence)];
        if (changes.Count > 0)
        {
            return SchemeChange.Together(changes).Seen;
        }

        if (evidence.Signature.Jwt!.Chain is not null)
        {
            return new Finding(
                "token-changed",
                "The token brings certificates of the right names, and is not signed with the first one's key, or they are not signed by each other: it was changed on the way, or is a forgery.",
                "Compare the token with the one that the provider shows for the delivery; a forgery needs no cure.");
        }

        return evidence.Defect?.Problem == ProofDefect.UnknownKid
            ? new Finding(
                "key-unknown", $"The token names the key '{PlainText.Of(token.KeyId ?? "")}', which none of the route's keys is called.",
                "Compare with the set that the provider publishes now; a token of another tenant or environment is signed with another.")
            : null;
    }

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.OfType<string>().Select(name => $"'{PlainText.Of(name)}'"));
}
