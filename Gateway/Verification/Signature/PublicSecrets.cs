using System.Collections.Frozen;

namespace Gateway.Verification.Signature;

/// <summary>
/// Secrets that providers sign tests with and that stand in their documentation: with one of them anybody is the provider.
/// </summary>
internal static class PublicSecrets
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "test-webhook", // Mandrill, while a webhook is created
            "It's a Secret to Everybody", // GitHub's documentation
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", // the specification and libraries of Standard Webhooks
            "whsec_test_secret", // Stripe's libraries
            "changeme",
            "change-me",
            "password",
            "secret123",
            "your-secret",
            "your_webhook_secret",
            "your-webhook-secret",
            "webhook-secret",
            "webhook_secret",
            "no-secret-provided", // Cal.com, where none was set
            "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==", // Zendesk, for a webhook that is not saved yet
        ],
        StringComparer.Ordinal);

    public static bool Contains(string secret) => Known.Contains(secret);
}
