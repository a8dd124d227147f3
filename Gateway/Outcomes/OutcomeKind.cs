namespace Gateway.Outcomes;

/// <summary>Which form an outcome's answer has.</summary>
internal enum OutcomeKind
{
    /// <summary>Problem details (RFC 9457). The zero value, so that an outcome is a refusal unless it says otherwise.</summary>
    Refusal,

    /// <summary>The backend's own answer.</summary>
    Forwarded,

    /// <summary>The provider's own protocol.</summary>
    Handshake,

    /// <summary><c>{"status":"..."}</c> with the outcome's title: nothing to do, and nothing wrong.</summary>
    Status,
}
