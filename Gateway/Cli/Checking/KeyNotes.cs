using Gateway.Cli.Explaining.Tokens;
using Gateway.Configuration;
using Gateway.Reading;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Cli.Checking;

/// <summary>Which keys a route believes that stand in no secret: the roots of chains, and the directories of agents. Nothing is fetched.</summary>
internal static class KeyNotes
{
    private const string FilePrefix = "file:";

    public static IEnumerable<string> Of(VerificationConfig config, ConfigurationFiles files)
    {
        if (config.Signature?.Jwt?.Chain is { } chain)
        {
            yield return $"A token brings {chain.Length ?? TokenChainCompiler.DefaultLength} certificates; the last one is a root of these:";
            foreach (var root in (chain.Roots ?? []).SelectMany(written => RootsOf(written, files)))
            {
                yield return $"  {root}";
            }
        }

        foreach (var agent in config.Signature?.MessageSignature?.Agents?.Where(agent => agent.Url is not null) ?? [])
        {
            var directory = AgentForm.DirectoryOf(agent);
            yield return $"Agent {agent.Url}: keys at {directory}{(directory.StartsWith(FilePrefix, StringComparison.Ordinal) ? "" : ", fetched by the gateway")}";
            foreach (var key in KeysOf(directory, files))
            {
                yield return $"  {key}";
            }
        }
    }

    private static IEnumerable<string> RootsOf(string written, ConfigurationFiles files) =>
        PinnedRoot.Of(written, files)?.Select(root => $"{root} ({written})") ?? [$"SHA-256 {written.ToLowerInvariant()}"];

    private static IEnumerable<string> KeysOf(string directory, ConfigurationFiles files)
    {
        if (!directory.StartsWith(FilePrefix, StringComparison.Ordinal) || files.Read(directory[FilePrefix.Length..], out _) is not { } bytes)
        {
            return [];
        }

        return WebKeySet.Parse(bytes, out _)?.Keys.Where(key => key.Info is not null).Select(key => $"keyid {(key.Id is null ? "" : $"'{PlainName(key.Id)}' or ")}'{key.Thumbprint}'") ?? [];
    }

    private static string PlainName(string text) => Explaining.PlainText.Of(text);
}
