namespace Gateway.Attestation;

/// <summary>Where public keys are served.</summary>
internal enum KeyPublication
{
    /// <summary>On the admin listener alone.</summary>
    Admin,

    /// <summary>On the webhooks' listener, too.</summary>
    Everywhere,
}
