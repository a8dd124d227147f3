namespace Gateway.Secrets.Vault;

/// <summary>A token that the configuration names.</summary>
internal sealed class GivenToken(VaultCredential token) : IVaultLogin
{
    public const string Token = "token";

    public string? Path => null;

    public IReadOnlyDictionary<string, string> Read(out string problem)
    {
        problem = "";
        return new Dictionary<string, string>(StringComparer.Ordinal) { [Token] = token.Text };
    }

    public bool HasAnother(string before) => before != token.Text;
}
