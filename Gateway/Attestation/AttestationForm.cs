namespace Gateway.Attestation;

/// <summary>How it is written what the gateway says of a webhook that it sends on.</summary>
internal enum AttestationForm
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>Standard Webhooks 1.0: <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c>.</summary>
    StandardWebhooks,

    /// <summary>RFC 9421 with RFC 9530: <c>Signature</c>, <c>Signature-Input</c> and <c>Content-Digest</c>, and <c>webhook-id</c>.</summary>
    HttpMessageSignature,
}
