namespace Gateway.Attestation;

/// <summary>The request line as the receiver gets it.</summary>
/// <param name="Method">As sent.</param>
/// <param name="Path">From the slash on.</param>
/// <param name="Query">With its question mark; empty if there is none.</param>
internal readonly record struct AttestedTarget(string Method, string Path, string Query);
