using System.Text;
using Gateway.Verification.Signature.ClientCertificates;

namespace Gateway.Tests.Fuzzing;

/// <summary>The certificates that a proxy writes into a header.</summary>
internal sealed class ClientCertificateTarget : FuzzTarget
{
    public override string[] Fragments => ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "%0A", "%20", "%", ":", "\"", ";", ",", "Cert=", "Chain=", "=", "MII", "\0", "+"];

    public override bool Read(byte[] input) => CertificateHeader.Read(Encoding.Latin1.GetString(input)) is not null;
}
