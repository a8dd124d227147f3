namespace Gateway.Secrets.Vault;

/// <summary>The log-in by a service account. Kubernetes replaces the token before it ends, so the file is read each time.</summary>
/// <param name="mount">Where the method is mounted.</param>
/// <param name="role">The role.</param>
/// <param name="tokenFile">Of the account's token.</param>
internal sealed class KubernetesLogin(string mount, string role, string tokenFile) : IVaultLogin
{
    public const string DefaultTokenFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    public string Path => $"auth/{mount}/login";

    public IReadOnlyDictionary<string, string>? Read(out string problem)
    {
        try
        {
            problem = "";
            return new Dictionary<string, string>(StringComparer.Ordinal) { ["role"] = role, ["jwt"] = File.ReadAllText(tokenFile).Trim() };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"the token of the service account cannot be read: {exception.Message}";
            return null;
        }
    }
}
