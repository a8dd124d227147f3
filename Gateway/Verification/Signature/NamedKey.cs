using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature;

/// <summary>A key, and the id of its secret.</summary>
internal readonly record struct NamedKey(string Id, ISignatureKey Key);
