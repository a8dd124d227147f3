namespace Gateway.Tests.Fuzzing;

/// <summary>All targets by name, which is that of their corpus.</summary>
internal static class FuzzTargets
{
    public static readonly IReadOnlyDictionary<string, Func<FuzzTarget>> All = new Dictionary<string, Func<FuzzTarget>>(StringComparer.Ordinal)
    {
        ["captures"] = () => new CaptureTarget(),
        ["client-certificates"] = () => new ClientCertificateTarget(),
        ["compressed-bodies"] = () => new CompressedBodyTarget(),
        ["configuration"] = () => new ConfigurationTarget(),
        ["content-templates"] = () => new ContentTemplateTarget(),
        ["forms"] = () => new FormTarget(),
        ["jwt"] = () => new TokenTarget(),
        ["jwt-claims"] = () => new TokenClaimsTarget(),
        ["key-sets"] = () => new KeySetTarget(),
        ["message-signatures"] = () => new MessageSignatureTarget(),
        ["multipart-forms"] = () => new MultipartFormTarget(),
        ["signature-header"] = () => new SignatureHeaderTarget(),
        ["sns"] = () => new SnsTarget(),
        ["structured-fields"] = () => new StructuredFieldTarget(),
        ["timestamps"] = () => new TimestampTarget(),
    };
}
