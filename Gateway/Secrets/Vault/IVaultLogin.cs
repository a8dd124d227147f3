namespace Gateway.Secrets.Vault;

/// <summary>How a token of Vault's is had.</summary>
internal interface IVaultLogin
{
    /// <summary>The way of the method below <c>/v1/</c>; null where the token is given.</summary>
    string? Path { get; }

    /// <summary>What the method is sent, as the members of a JSON object, or the token itself in <c>token</c>; null, and why, if there is nothing now.</summary>
    IReadOnlyDictionary<string, string>? Read(out string problem);

    /// <summary>Whether the token is another one by now, though Vault takes the one before yet.</summary>
    bool HasAnother(string token) => false;
}
