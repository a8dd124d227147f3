namespace Gateway.Verification.Signature;

/// <summary>By which instant it is judged whether a secret counts.</summary>
internal enum SecretTime
{
    /// <summary>When the webhook was received.</summary>
    Received,

    /// <summary>That, or when it was signed: a retry that was signed with the old secret is taken behind its end.</summary>
    Signed,
}
