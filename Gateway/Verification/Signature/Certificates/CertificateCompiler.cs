using Gateway.Verification.Fetching;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>Compiles <c>Signature:Certificate</c>.</summary>
internal static class CertificateCompiler
{
    /// <param name="context">The route's section.</param>
    /// <param name="form">What keys are made of; null reports what is wrong with the rest all the same.</param>
    public static IKeySource<IContentKey> Compile(SignatureContext context, CertifiedForm? form)
    {
        var config = context.Config.Certificate ?? new CertificateConfig();
        ReportWithoutEffect(context);
        if (config.Url is null)
        {
            context.Report("is missing; say where a webhook names its certificate, e.g. \"header:X-Cert-Url\".", "Certificate", "Url");
        }

        var place = config.Url is null ? null : context.Stage.UnprovenSource(config.Url, "Signature", "Certificate", "Url");
        var allowed = ReadAllowed(context, config);
        var secrets = ReadSecrets(context, form);
        return place is null || form is null
            ? new FixedKeys<IContentKey>([])
            : new CertificateKeys(
                place, allowed, context.Stage.Services.Providers.Certificates, certificate => Keys(certificate, secrets, form));
    }

    private static void ReportWithoutEffect(SignatureContext context)
    {
        foreach (var (key, isWritten) in context.Config.Optional)
        {
            if (isWritten && key is "Key" or "KeyPrefix" or "KeySet" or "KeySetRefresh")
            {
                context.Report("has no effect beside 'Certificate', which holds the key.", key);
            }
        }
    }

    private static UrlPattern[] ReadAllowed(SignatureContext context, CertificateConfig config)
    {
        if (config.Allowed is not { Count: > 0 })
        {
            context.Report(
                "is missing; without it anybody could sign with a certificate of their own. List URLs such as "
                + "\"https://keys.acme.example/*.pem\".",
                "Certificate", "Allowed");
        }

        return UrlPattern.ParseAll(config.Allowed, (error, at) => context.Report(error, "Certificate", "Allowed", at));
    }

    /// <summary>What is signed beside the request; null where that is nothing.</summary>
    private static IReadOnlyList<SigningSecret<ContentTemplate>>? ReadSecrets(SignatureContext context, CertifiedForm? form)
    {
        if (form is not { TakesSecret: false })
        {
            return SecretCompiler.Compile<ContentTemplate>(context, form is null ? null : form.With);
        }

        if (context.Config.Secrets is { Count: > 0 })
        {
            context.Report("has no effect: the content holds no {secret}, and the key is in the certificate.", "Secrets");
        }

        return null;
    }

    private static SigningSecret<IContentKey>[] Keys(
        PublishedCertificate certificate, IReadOnlyList<SigningSecret<ContentTemplate>>? secrets, CertifiedForm form)
    {
        if (secrets is null)
        {
            var key = form.Import(certificate.PublicKey, form.Template);
            return [new SigningSecret<IContentKey>(certificate.Id, key, DateTimeOffset.MinValue, certificate.NotAfter)];
        }

        return [.. secrets.Select(secret => secret.With(form.Import(certificate.PublicKey, secret.Key), certificate.NotAfter))];
    }
}
