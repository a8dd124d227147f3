using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>The certificate that a sender shows, in DER, and those that it says stand above it. Nothing of it is read yet.</summary>
internal sealed record PresentedCertificate(ReadOnlyMemory<byte> Certificate, IReadOnlyList<byte[]> Above)
{
    /// <summary>Of the TLS handshake, in which the sender has proven that it has the key; null if it showed none.</summary>
    public static PresentedCertificate? Of(HttpContext context) =>
        context.Connection.ClientCertificate is { } certificate
            ? new PresentedCertificate(certificate.RawDataMemory, context.Features.Get<TlsCertificates>()?.Above ?? [])
            : null;

    /// <summary>Stands for exactly these bytes, and for where each certificate ends.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Certificate.Span);
        foreach (var certificate in Above)
        {
            Append(hash, certificate);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> certificate)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, certificate.Length);
        hash.AppendData(length);
        hash.AppendData(certificate);
    }
}
