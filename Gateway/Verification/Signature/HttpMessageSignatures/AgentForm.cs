using System.Globalization;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>Signatures of agents, each with the keys of its own directory.</summary>
/// <param name="Agents">As written.</param>
/// <param name="ReadWebKey">Makes a key of a directory's.</param>
/// <param name="Verifier">Tries keys on a request.</param>
/// <param name="Signed">What a signature covers.</param>
internal sealed record AgentForm(
    IReadOnlyList<SignatureAgentConfig> Agents, Func<WebKey, IMessageKey?> ReadWebKey, MessageVerifier Verifier, SignedValues? Signed) : IKeyForm
{
    private const string WellKnown = "/.well-known/http-message-signatures-directory";

    public ContentTemplate? Content => null;

    public bool IsOneText => false;

    /// <summary>Where an agent's keys are, as written or by default.</summary>
    public static string DirectoryOf(SignatureAgentConfig agent) => agent.KeySet ?? agent.Url!.TrimEnd('/') + WellKnown;

    public ISenderCheck CompileKeys(SignatureContext context)
    {
        foreach (var (key, isWritten) in context.Config.Optional)
        {
            if (isWritten && key is ("Key" or "KeyPrefix" or "KeySet" or "Secrets"))
            {
                context.Report("has no effect beside 'MessageSignature.Agents', whose directories hold the keys.", key);
            }
        }

        var directories = new Dictionary<string, IKeySource<IMessageKey>>(StringComparer.Ordinal);
        foreach (var (index, agent) in Agents.Index())
        {
            string[] at = ["MessageSignature", "Agents", index.ToString(CultureInfo.InvariantCulture)];
            if (string.IsNullOrEmpty(agent.Url))
            {
                context.Report("is missing; write what the agent says in Signature-Agent, e.g. \"https://chatgpt.com\".", [.. at, "Url"]);
                continue;
            }

            var keys = KeySourceCompiler.CompileSet(context, DirectoryOf(agent), ReadWebKey, [.. at, "KeySet"]);
            if (!directories.TryAdd(agent.Url, keys))
            {
                context.Report($"'{agent.Url}' stands twice.", [.. at, "Url"]);
            }
        }

        return new KeyedCheck<IMessageKey>(new AgentKeys(directories), Verifier);
    }
}
