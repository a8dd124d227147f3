using Gateway.Observability;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>What the store logs: each certificate once, and each failure as often as it is tried.</summary>
internal sealed partial class CertificateStore
{
    [LoggerMessage(EventIds.CertificateFetched, LogLevel.Information, "The certificate {Id} of {Url} counts until {NotAfter}.")]
    private partial void LogFetched(string url, string id, string notAfter);

    [LoggerMessage(EventIds.CertificateFailed, LogLevel.Warning, "The certificate {Url}, which a webhook names, cannot be had: {Reason}.")]
    private partial void LogFailed(string url, string reason);
}
