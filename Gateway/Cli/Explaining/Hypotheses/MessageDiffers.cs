using Gateway.Verification.Signature;
using Gateway.Verification.Signature.HttpMessageSignatures;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>
/// A message signature (RFC 9421) that is right and not the one that the route asks for: of another label, tag, algorithm, agent or name of its key, or
/// one that covers less.
/// </summary>
internal sealed class MessageDiffers : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Signature.MessageSignature is not { } policy)
        {
            return [];
        }

        var inputs = InputsOf(evidence.Request);
        return inputs.SelectMany(input =>
        {
            List<SchemeChange> own = [.. Changes(input, policy, evidence)];
            var agents = policy.Agents is null ? [] : AgentChanges(input, policy.Agents, evidence.Request).ToList();
            return agents.Count == 0
                ? SchemeChange.Suspect(own, evidence)
                : SchemeChange.Suspect(own, evidence).Concat(agents.SelectMany(agent => SchemeChange.Suspect([agent, .. own], evidence)));
        });
    }

    /// <summary>What the request says that it signed; none where that cannot be read.</summary>
    public static IReadOnlyList<SignatureInput> InputsOf(CapturedRequest request) =>
        request.Header("Signature-Input") is { } line && SignatureFields.ReadInputs(line) is { } inputs ? inputs : [];

    /// <summary>Who the request says has sent it; null where it says nobody.</summary>
    public static string? AgentOf(CapturedRequest request) => request.Header("Signature-Agent") is { } line ? SignatureAgent.Read(line) : null;

    private static IEnumerable<SchemeChange> Changes(SignatureInput input, MessageSignatureConfig policy, Evidence evidence)
    {
        if (policy.Label is { } label && label != input.Label)
        {
            yield return new SchemeChange(
                "message-label", $"The signature has the label '{input.Label}', and the route takes '{label}' alone",
                $"Say in 'MessageSignature': \"Label\": \"{input.Label}\", or leave it out",
                With(message => message with { Label = input.Label }));
        }

        if (policy.Tag is { } tag && tag != input.Tag)
        {
            yield return new SchemeChange(
                "message-tag", $"The signature {(input.Tag is { } other ? $"has the tag '{PlainText.Of(other)}'" : "has no tag")}, and the route takes '{tag}' alone",
                input.Tag is { } said ? $"Say in 'MessageSignature': \"Tag\": \"{PlainText.Of(said)}\", if that is how the provider marks webhooks" : "Have the sender write the tag, or leave 'MessageSignature.Tag' out",
                With(message => message with { Tag = input.Tag }));
        }

        if (input.Algorithm is { } algorithm && algorithm != policy.Algorithm)
        {
            yield return new SchemeChange(
                "algorithm", $"The signature is made with '{PlainText.Of(algorithm)}' and not '{policy.Algorithm}'",
                $"Say in 'MessageSignature': \"Algorithm\": \"{PlainText.Of(algorithm)}\"; or choose {policy.Algorithm} at the provider",
                With(message => message with { Algorithm = algorithm }));
        }

        var components = (policy.Components ?? HttpMessageSignatureAlgorithm.DefaultComponents).Select(written => (Written: written, Component: Component.Parse(written))).ToList();
        var lacking = components.Where(part => part.Component is { } component && component.Name != Component.ContentDigest && !input.Covers(component)).ToList();
        if (lacking.Count > 0)
        {
            yield return new SchemeChange(
                "message-components", $"The signature does not cover {string.Join(", ", lacking.Select(part => $"'{part.Written}'"))}, which the route asks for",
                "Have the sender sign them. Without them in 'MessageSignature.Components' a captured signature is good for other requests, too",
                With(message => message with { Components = [.. components.Except(lacking).Select(part => part.Written)] }));
        }

        if (evidence.Request.Body.Length > 0 && !input.Components.Any(covered => covered.Component is { Name: Component.ContentDigest, Key: null }))
        {
            yield return new SchemeChange(
                "message-body-uncovered", "The signature does not cover the body: 'content-digest' is not among its components",
                "Have the sender write Content-Digest (RFC 9530) and sign it; without it the body is anyone's",
                With(message => message with { Components = [.. (message.Components ?? HttpMessageSignatureAlgorithm.DefaultComponents).Where(written => written != Component.ContentDigest)] }))
            {
                LeavesBodyOut = true,
            };
        }

        if (input.KeyId is { } keyId && evidence.Secrets.Count > 0 && evidence.Secrets.All(secret => secret.Id != keyId))
        {
            var name = PlainText.Of(keyId);
            yield return new SchemeChange(
                "key-id", $"The signature names its key '{name}', and none of the route's secrets has that 'Id' ({string.Join(", ", evidence.Secrets.Select(secret => $"'{secret.Id}'"))})",
                $"Say of the secret: \"Id\": \"{name}\"",
                static signature => signature)
            {
                KeyName = keyId,
            };
        }
    }

    private static IEnumerable<SchemeChange> AgentChanges(SignatureInput input, IReadOnlyList<SignatureAgentConfig> agents, CapturedRequest request)
    {
        var said = AgentOf(request);
        var isNamed = said is not null && SignatureAgent.IsCovered(input);
        foreach (var agent in agents.Where(agent => agent.Url is not null))
        {
            var directory = AgentForm.DirectoryOf(agent);
            if (!isNamed)
            {
                yield return said is null
                    ? new SchemeChange(
                        "agent-missing", $"There is no 'Signature-Agent' that names one agent; the key is one of the directory of '{agent.Url}'",
                        "Have the agent send and sign 'Signature-Agent', or give it a route of its own with 'KeySet' in the place of 'Agents'",
                        ByDirectory(directory))
                    : new SchemeChange(
                        "agent-uncovered", "The signature does not cover 'signature-agent', which says whose directory holds the key",
                        "Have the agent sign 'signature-agent'; else anybody could write another",
                        ByDirectory(directory));
            }
            else if (said != agent.Url && agents.All(other => other.Url != said))
            {
                yield return new SchemeChange(
                    "agent-spelling", $"'Signature-Agent' says '{PlainText.Of(said!)}', and the key is one of the directory of '{agent.Url}': the two are compared letter by letter",
                    $"Say of that agent: \"Url\": \"{PlainText.Of(said!)}\", and its directory as 'KeySet'",
                    With(message => message with { Agents = [new SignatureAgentConfig { Url = said, KeySet = directory }] }));
            }
            else if (said != agent.Url)
            {
                yield return new SchemeChange(
                    "agent-directory", $"It says that it is '{PlainText.Of(said!)}', and the key is one of the directory of '{agent.Url}'",
                    $"Correct the 'KeySet' of '{PlainText.Of(said!)}', or have the sender say who it is",
                    With(message => message with { Agents = [new SignatureAgentConfig { Url = said, KeySet = directory }] }));
            }
        }
    }

    private static Func<SignatureConfig, SignatureConfig> With(Func<MessageSignatureConfig, MessageSignatureConfig> change) =>
        signature => signature with { MessageSignature = change(signature.MessageSignature!) };

    private static Func<SignatureConfig, SignatureConfig> ByDirectory(string directory) => signature => signature with
    {
        KeySet = directory,
        MessageSignature = signature.MessageSignature! with { Agents = null },
    };
}
