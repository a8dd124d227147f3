namespace Gateway.Verification.Signature.Tenants;

/// <summary>Whether a text is a secret of the route's algorithm.</summary>
/// <param name="IsKey">Whether it can be a key.</param>
/// <param name="Remark">What is to be said of it, going on from the secret's name; empty for nothing.</param>
internal readonly record struct SecretFitness(bool IsKey, string Remark);
