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
            "no-secret-provided", // Cal.com, where none was set
            "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==", // Zendesk, for a webhook that is not saved yet
        ],
        StringComparer.Ordinal);

    public static bool Contains(string secret) => Known.Contains(secret);
}
