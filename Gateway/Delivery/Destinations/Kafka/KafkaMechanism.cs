namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>How credentials are shown to Kafka (SASL).</summary>
internal enum KafkaMechanism
{
    /// <summary>As they are: only behind TLS.</summary>
    Plain,

    /// <summary>RFC 7677.</summary>
    ScramSha256,

    /// <summary>The same with SHA-512.</summary>
    ScramSha512,
}
