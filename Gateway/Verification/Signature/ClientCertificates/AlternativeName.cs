using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary><c>dns:NAME</c>: one of the certificate's alternative names (RFC 5280, section 4.2.1.6). A <c>*</c> stands for itself.</summary>
internal sealed class AlternativeName(string name) : ICertificateName
{
    public const string Prefix = "dns:";

    public string Written { get; } = Prefix + name;

    public bool IsOf(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension names && Contains(names))
            {
                return true;
            }
        }

        return false;
    }

    private bool Contains(X509SubjectAlternativeNameExtension names)
    {
        foreach (var other in names.EnumerateDnsNames())
        {
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
