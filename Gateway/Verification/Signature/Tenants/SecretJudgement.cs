namespace Gateway.Verification.Signature.Tenants;

/// <summary>Looks whether a text is a secret of the route's algorithm.</summary>
internal delegate SecretFitness SecretJudgement(string text);
