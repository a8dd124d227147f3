using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Reading;

namespace Gateway.Configuration.Hosting;

/// <summary>
/// Reports what is wrong with <c>Kestrel</c>, which Kestrel reads itself: unknown keys in silence, and the rest when it is too late to
/// report everything at once.
/// </summary>
internal static class KestrelCompiler
{
    private const string Default = "Default";

    private static readonly string[] CertificateNames = [Default, "Development"];

    /// <param name="section">Of the configuration.</param>
    public static void Check(SectionContext section)
    {
        if (section.Node.Children.Count == 0 && section.Node.Value is null)
        {
            return;
        }

        var config = new ConfigurationReader(HostingTypes.All, section.Problems) { TakesQuoted = true }.Read<KestrelConfig>(section.Node);
        foreach (var (name, certificate) in config.Certificates ?? new Dictionary<string, KestrelCertificateConfig>(StringComparer.Ordinal))
        {
            if (!CertificateNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                section.Report(
                    $"is no certificate that Kestrel looks for.{NearestName.Suggest(name, CertificateNames)} Known here: {string.Join(", ", CertificateNames)}.",
                    "Certificates", name);
            }

            CheckCertificate(section.At("Certificates", name), certificate);
        }

        var hasDefault = config.Certificates?.Keys.Contains(Default, StringComparer.OrdinalIgnoreCase) == true;
        foreach (var (name, endpoint) in config.Endpoints ?? new Dictionary<string, KestrelEndpointConfig>(StringComparer.Ordinal))
        {
            CheckEndpoint(section.At("Endpoints", name), endpoint, hasDefault);
        }
    }

    private static void CheckEndpoint(SectionContext section, KestrelEndpointConfig endpoint, bool hasDefault)
    {
        if (string.IsNullOrEmpty(endpoint.Url))
        {
            section.Report("is missing; say where to listen, e.g. \"http://0.0.0.0:8080\".", "Url");
        }
        else if (endpoint.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && endpoint is { Certificate: null, Sni: null } && !hasDefault)
        {
            section.Warn(
                "has no certificate, and there is none in 'Kestrel:Certificates:Default': but for the development certificate of this machine "
                + "the gateway would not start.",
                "Certificate");
        }
        else if (endpoint.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && endpoint.Certificate is not null)
        {
            section.Report("has no effect with an http URL; write https, or remove it.", "Certificate");
        }

        if (section.Node.Child("SslProtocols") is { Children.Count: 0, Value.Length: > 0 } protocols)
        {
            section.Problems.Add(protocols, "found one value where a list is expected, which Kestrel would take for an empty one; put it in [ ].");
        }

        CheckCertificate(section.At("Certificate"), endpoint.Certificate);
        foreach (var (name, sni) in endpoint.Sni ?? new Dictionary<string, KestrelSniConfig>(StringComparer.Ordinal))
        {
            CheckCertificate(section.At("Sni", name, "Certificate"), sni.Certificate);
        }
    }

    private static void CheckCertificate(SectionContext section, KestrelCertificateConfig? config)
    {
        if (config is null)
        {
            return;
        }

        if (config is { Path: null, Subject: null })
        {
            if (config.Password is null) // alone it is the development certificate's
            {
                section.Report("names no certificate; write the 'Path' of a file, or the 'Subject' of one in the system's store.");
            }
        }
        else if (config is { Path: not null, Subject: not null })
        {
            section.Report("names a file and one of the system's store; keep one of 'Path' and 'Subject'.");
        }
        else if (config.Path is { } path && IsThere(section, path, "Path") && (config.KeyPath is null || IsThere(section, config.KeyPath, "KeyPath")))
        {
            TryLoad(section, path, config);
        }
    }

    /// <summary>Kestrel looks below the working directory, and not beside the configuration file.</summary>
    private static bool IsThere(SectionContext section, string path, string key)
    {
        if (File.Exists(path))
        {
            return true;
        }

        section.Report($"there is no file '{path}' below the working directory, which it is relative to.", key);
        return false;
    }

    private static void TryLoad(SectionContext section, string path, KestrelCertificateConfig config)
    {
        try
        {
            using var certificate = X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12FromFile(path, config.Password)
                : config switch
                {
                    { KeyPath: null } => X509CertificateLoader.LoadCertificateFromFile(path),
                    { Password: null } => X509Certificate2.CreateFromPemFile(path, config.KeyPath),
                    _ => X509Certificate2.CreateFromEncryptedPemFile(path, config.Password, config.KeyPath),
                };
            if (!certificate.HasPrivateKey)
            {
                section.Report("has no private key; name the file of the key in 'KeyPath', or a PKCS #12 file that holds both.", "Path");
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            section.Report("cannot be read with its 'KeyPath' and 'Password' as a certificate with its private key.", "Path");
        }
    }
}
