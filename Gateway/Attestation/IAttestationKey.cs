using Gateway.Intake.Memory;

namespace Gateway.Attestation;

/// <summary>Signs what leaves the gateway.</summary>
internal interface IAttestationKey
{
    /// <summary>What receivers know it by.</summary>
    string Id { get; }

    /// <summary>What Standard Webhooks calls its signatures: <c>v1</c> or <c>v1a</c>.</summary>
    string Version { get; }

    /// <summary>What RFC 9421, section 3.3, calls it.</summary>
    string Algorithm { get; }

    /// <summary>Of a signature, in bytes.</summary>
    int SignatureLength { get; }

    /// <summary>What may be published; empty where both sides share a secret.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs one text of two parts; false if there is no memory for it. Without a second part there always is.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="body">What follows.</param>
    /// <param name="memory">Charged for what is held meanwhile.</param>
    /// <param name="signature">As long as <see cref="SignatureLength"/>.</param>
    bool TrySign(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, MemoryAccount memory, Span<byte> signature);
}
