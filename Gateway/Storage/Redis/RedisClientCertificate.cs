using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Storage.Redis;

/// <summary>The certificate that the gateway shows to Redis, from files that are renewed while it runs.</summary>
internal static class RedisClientCertificate
{
    private const string EndOfKey = "PRIVATE KEY-----";

    /// <summary>What is wrong with the files, and the key of the section that names the one to blame; null if nothing is.</summary>
    public static (string Key, string Problem)? Check(string certificateFile, string keyFile)
    {
        var result = Read(certificateFile, keyFile, out _, out var problem);
        result?.Dispose();
        return problem;
    }

    /// <summary>The certificate, with its key and with those of the file that lead from it to its authority.</summary>
    /// <exception cref="FormatException">It cannot be used; the message names the file.</exception>
    public static SslStreamCertificateContext Load(string certificateFile, string keyFile)
    {
        if (Read(certificateFile, keyFile, out var pem, out var problem) is not { } certificate)
        {
            throw new FormatException($"{problem?.Key} {problem?.Problem}");
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem); // What was read, not the file: it may have been renewed in between.
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (CryptographicException failure)
        {
            throw new FormatException($"ClientCertificate '{certificateFile}' cannot be used: {failure.Message}", failure);
        }
    }

    /// <param name="certificateFile">The file.</param>
    /// <param name="keyFile">That of the key.</param>
    /// <param name="pem">The text of the certificate's file.</param>
    /// <param name="problem">What is wrong, if null is returned.</param>
    private static X509Certificate2? Read(
        string certificateFile, string keyFile, out string pem, out (string Key, string Problem)? problem)
    {
        const string certificate = "ClientCertificate";
        const string key = "ClientCertificateKey";
        problem = null;
        pem = "";
        try
        {
            pem = File.ReadAllText(certificateFile);
            var keyPem = File.ReadAllText(keyFile);
            if (!pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                problem = (certificate, $"'{certificateFile}' holds no certificate in PEM form.");
            }
            else if (!keyPem.Contains(EndOfKey, StringComparison.Ordinal))
            {
                problem = (key, $"'{keyFile}' holds no private key in PEM form.");
            }
            else if (IsEncrypted(keyPem))
            {
                problem = (key, $"'{keyFile}' is encrypted, and nothing says its password. Write it without: openssl pkey -in ENCRYPTED -out PLAIN");
            }
            else
            {
                return X509Certificate2.CreateFromPem(pem, keyPem);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = (certificate, $"'{certificateFile}' or its key '{keyFile}' cannot be read: {failure.Message}");
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException) // The latter where they do not fit.
        {
            problem = (key, $"'{keyFile}' is not the key of the certificate in '{certificateFile}', or one of them cannot be read.");
        }

        return null;
    }

    /// <summary>As PKCS #8 (RFC 5958) writes it, or as OpenSSL did before.</summary>
    private static bool IsEncrypted(string keyPem) =>
        keyPem.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
        || keyPem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal);
}
