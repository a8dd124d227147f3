using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;
using Gateway.Delivery.Destinations.Kafka;
using Gateway.Delivery.Destinations.Nats;
using Gateway.Delivery.Destinations.RabbitMq;
using Gateway.Delivery.Destinations.RedisStream;
using Gateway.Expectations;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Secrets.Vault;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Redis;
using Gateway.Verification.Body;
using Gateway.Verification.Deduplication;
using Gateway.Verification.Events;
using Gateway.Verification.Filters;
using Gateway.Verification.Handshake;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Replay;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.Tenants;
using static Gateway.Reading.ConfigurationType;

namespace Gateway.Configuration;

/// <summary>Every type that <see cref="GatewayConfig"/> and <see cref="VerificationConfig"/> consist of.</summary>
internal static class GatewayTypes
{
    public static ConfigurationTypes All { get; } = new(
        Section<GatewayConfig>(),
        Section<AdminConfig>(),
        Section<TokensConfig>(),
        Section<ClientConfig>(),
        Section<StorageConfig>(),
        Section<EncryptionKeyConfig>(),
        Section<RedisConfig>(),
        Section<LimitsConfig>(),
        Section<CapturesConfig>(),
        Section<AlarmConfig>(),
        Section<AttestationConfig>(),
        Section<AttestationKeyConfig>(),
        Section<VerificationConfig>(),
        Section<ModeConfig>(),
        Section<ProviderInfoConfig>(),
        Section<RateLimitConfig>(),
        Section<BodyConfig>(),
        Section<HandshakeConfig>(),
        Section<HandshakeAnswerConfig>(),
        Section<ConfirmConfig>(),
        Section<SignatureConfig>(),
        Section<SecretConfig>(),
        Section<VaultConfig>(),
        Section<VaultAppRoleConfig>(),
        Section<VaultKubernetesConfig>(),
        Section<TenantConfig>(),
        Section<CertificateConfig>(),
        Section<JwtConfig>(),
        Section<TokenChainConfig>(),
        Section<MessageSignatureConfig>(),
        Section<SignatureAgentConfig>(),
        Section<ClientCertificateConfig>(),
        Section<ReplayConfig>(),
        Section<EventsConfig>(),
        Section<FilterConfig>(),
        Section<SchemaConfig>(),
        Section<JsonConfig>(),
        Section<DeduplicationConfig>(),
        Section<DeliveryConfig>(),
        Section<DestinationConfig>(),
        Section<RedisStreamConfig>(),
        Section<NatsConfig>(),
        Section<RabbitMqConfig>(),
        Section<KafkaConfig>(),
        Section<MessageFormatConfig>(),
        Section<RetryConfig>(),
        Section<DeliveryRateConfig>(),
        Section<BreakerConfig>(),
        Section<RetentionConfig>(),
        Section<ExpectConfig>(),
        Section<ResponseConfig>(),
        Value<string>(),
        Value<int>(),
        Value<TimeSpan>(),
        Value<IReadOnlyList<string>>());
}
