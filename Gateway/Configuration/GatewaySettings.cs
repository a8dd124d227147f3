using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Intake;
using Gateway.Storage;

namespace Gateway.Configuration;

/// <summary>The compiled <c>Gateway</c> section.</summary>
/// <param name="Admin">The admin listener; fixed while the process runs.</param>
/// <param name="Tokens">What the admin listener asks for.</param>
/// <param name="ClientResolver">Finds who is calling.</param>
/// <param name="Storage">Which store, and how; fixed while the process runs.</param>
/// <param name="Limits">The bounds of the process.</param>
/// <param name="EncryptionKeys">What queued requests are encrypted with; none leaves them as they are.</param>
/// <param name="Captures">What is kept of refused requests; fixed while the process runs.</param>
/// <param name="Alarms">Who is told when something is wrong.</param>
/// <param name="Attestation">How routes attest that do not say otherwise; null for not at all.</param>
internal sealed record GatewaySettings(
    AdminSettings Admin,
    AdminTokens Tokens,
    ClientAddressResolver ClientResolver,
    StorageSettings Storage,
    GatewayLimits Limits,
    IReadOnlyList<ContentKey> EncryptionKeys,
    CaptureSettings Captures,
    IReadOnlyList<AlarmReceiver> Alarms,
    AttestationPolicy? Attestation);
