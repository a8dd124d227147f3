using Gateway.Reading;
using Gateway.Verification.Signature;

namespace Gateway.Cli.Explaining;

/// <summary>A secret of the configuration with its text, to try it otherwise than it is configured. It cannot be printed.</summary>
internal sealed class KnownSecret(string route, SecretConfig config, string text)
{
    /// <summary>The route that has it.</summary>
    public string Route { get; } = route;

    public string Id { get; } = config.Id ?? config.Value!;

    public SecretConfig Config { get; } = config;

    public string Text { get; } = text;

    /// <summary>The secrets of a route; none where the provider publishes its keys.</summary>
    public static IReadOnlyList<KnownSecret> Of(string route, SignatureConfig? signature, ConfigurationFiles files)
    {
        var secrets = new List<KnownSecret>();
        foreach (var secret in signature?.Secrets ?? [])
        {
            if (files.ResolveSecret(secret.Value, out _) is { } text)
            {
                secrets.Add(new KnownSecret(route, secret, text));
            }
        }

        return secrets;
    }

    public override string ToString() => $"secret '{Id}'";
}
