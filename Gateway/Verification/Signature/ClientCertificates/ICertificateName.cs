using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>One entry of <c>Subjects</c> or <c>Thumbprints</c>.</summary>
internal interface ICertificateName
{
    /// <summary>The entry as it is written: names the certificate in log, metrics and to the backend.</summary>
    string Written { get; }

    bool IsOf(X509Certificate2 certificate);
}
