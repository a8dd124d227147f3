namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>What is known of a certificate, whenever it is shown.</summary>
/// <param name="Name">The entry that names it; null if it is not the provider's.</param>
/// <param name="Defect">Why not, in a few words; never a value of the certificate.</param>
/// <param name="NotBefore">From then on, inclusive.</param>
/// <param name="NotAfter">Until then, inclusive (RFC 5280, section 4.1.2.5).</param>
internal sealed record CertificateVerdict(string? Name, string? Defect, DateTime NotBefore, DateTime NotAfter)
{
    public static CertificateVerdict Refuse(string defect) => new(Name: null, defect, DateTime.MinValue, DateTime.MaxValue);

    /// <summary>Why it does not count at that instant; null if it does.</summary>
    public string? DefectAt(DateTimeOffset instant) =>
        Defect ?? (instant.UtcDateTime < NotBefore || instant.UtcDateTime > NotAfter ? "the client certificate is not valid at this time" : null);
}
