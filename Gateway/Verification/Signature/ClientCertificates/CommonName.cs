using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary><c>CN=NAME</c>: the subject's common name, to the letter. A subject with two of them has none.</summary>
internal sealed class CommonName(string name) : ICertificateName
{
    public const string Prefix = "CN=";

    /// <summary>RFC 5280, appendix A.1.</summary>
    private const string Type = "2.5.4.3";

    public string Written { get; } = Prefix + name;

    public bool IsOf(X509Certificate2 certificate)
    {
        var isFound = false;
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                return false; // What such a name means, its readers disagree on.
            }

            if (part.GetSingleElementType().Value != Type)
            {
                continue;
            }

            if (isFound || part.GetSingleElementValue() != name)
            {
                return false;
            }

            isFound = true;
        }

        return isFound;
    }
}
