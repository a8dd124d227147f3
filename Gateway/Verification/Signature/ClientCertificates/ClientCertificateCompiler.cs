using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>Compiles <c>Signature:ClientCertificate</c>.</summary>
internal static class ClientCertificateCompiler
{
    private const string Section = "ClientCertificate";
    private const string FilePrefix = "file:";

    /// <summary>The policy; null if there is none or a problem was reported.</summary>
    public static ClientCertificatePolicy? Compile(SignatureContext context)
    {
        if (context.Config.ClientCertificate is not { } config)
        {
            return null;
        }

        var names = ReadNames(context, config);
        var authorities = ReadAuthorities(context, config);
        if (config.Subjects is { Count: > 0 } && config.Authorities is not { Count: > 0 })
        {
            context.Report(
                "is required with 'Subjects': anyone can make a certificate with any name. Name the file of the authority that the "
                + "provider's certificates come from, e.g. \"file:ca.pem\".",
                Section, "Authorities");
        }

        ReportHeader(context, config);
        return new ClientCertificatePolicy(names, authorities, config.Header);
    }

    private static List<ICertificateName> ReadNames(SignatureContext context, ClientCertificateConfig config)
    {
        var names = new List<ICertificateName>();
        foreach (var (index, written) in (config.Thumbprints ?? []).Index())
        {
            Add(Thumbprint.Parse(written), written, "the SHA-256 of a certificate: 64 hex digits", "Thumbprints", index);
        }

        foreach (var (index, written) in (config.Subjects ?? []).Index())
        {
            Add(ReadSubject(written), written, "CN=NAME, the common name alone, or dns:NAME", "Subjects", index);
        }

        if (config is { Thumbprints: null or { Count: 0 }, Subjects: null or { Count: 0 } })
        {
            context.Report(
                "names no certificate; list 'Subjects' or 'Thumbprints'. An authority has other customers than the provider.", Section);
        }

        return names;

        void Add(ICertificateName? name, string written, string expected, string key, int index)
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (name is null)
            {
                context.Report($"found '{written}'; expected {expected}.", Section, key, at);
            }
            else if (names.Exists(other => other.Written == name.Written))
            {
                context.Report($"'{written}' stands twice.", Section, key, at);
            }
            else
            {
                names.Add(name);
            }
        }
    }

    private static ICertificateName? ReadSubject(string written)
    {
        if (written.StartsWith(CommonName.Prefix, StringComparison.Ordinal))
        {
            var name = written[CommonName.Prefix.Length..];
            return name.Length > 0 && name.Trim() == name && !name.Contains('=', StringComparison.Ordinal) ? new CommonName(name) : null;
        }

        var host = written.StartsWith(AlternativeName.Prefix, StringComparison.Ordinal) ? written[AlternativeName.Prefix.Length..] : "";
        return host.Length > 0 && !host.AsSpan().ContainsAny(" ,/:=") ? new AlternativeName(host) : null;
    }

    private static CertificateAuthorities? ReadAuthorities(SignatureContext context, ClientCertificateConfig config)
    {
        if (config.Authorities is not { Count: > 0 } files)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        var between = new X509Certificate2Collection();
        var isRead = true;
        foreach (var (index, file) in files.Index())
        {
            if (ReadFile(context, file, out var problem) is not { } certificates)
            {
                context.Report(problem, Section, "Authorities", index.ToString(CultureInfo.InvariantCulture));
                isRead = false;
                continue;
            }

            foreach (var certificate in certificates)
            {
                var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
                (isRoot ? roots : between).Add(certificate);
            }
        }

        if (isRead && roots.Count == 0)
        {
            context.Report(
                "hold no root, at which a chain could end; put the certificate into the file that is its own issuer.",
                Section, "Authorities");
        }

        return new CertificateAuthorities(roots, between);
    }

    private static X509Certificate2Collection? ReadFile(SignatureContext context, string file, out string problem)
    {
        problem = "is not a file; write \"file:PATH\".";
        if (!file.StartsWith(FilePrefix, StringComparison.Ordinal)
            || context.Stage.Files.Read(file[FilePrefix.Length..], out problem) is not { } bytes)
        {
            return null;
        }

        var pem = Encoding.UTF8.GetString(bytes);
        if (pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            problem = $"'{file}' holds a private key, which has no business here; take it away from this machine.";
            return null;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        problem = $"'{file}' holds no certificate in PEM (-----BEGIN CERTIFICATE-----), or one that cannot be read.";
        return certificates.Count == 0 ? null : certificates;
    }

    private static void ReportHeader(SignatureContext context, ClientCertificateConfig config)
    {
        if (config.Header is null)
        {
            return;
        }

        if (!HeaderName.IsValid(config.Header))
        {
            context.Report($"'{config.Header}' cannot be the name of a header.", Section, "Header");
        }

        if (context.Stage.ClientResolver.TrustsNobody)
        {
            context.Report(
                "is believed of a trusted proxy alone, and 'Gateway:Client:TrustedProxies' names none; name the proxy there that "
                + "ends TLS, or leave 'Header' out if the gateway does.",
                Section, "Header");
        }
    }
}
