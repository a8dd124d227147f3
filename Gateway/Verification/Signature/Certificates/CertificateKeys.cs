using System.Runtime.CompilerServices;
using Gateway.Intake;
using Gateway.Verification.Fetching;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>The key that a webhook names itself: by the URL of a certificate, at a place of the provider's.</summary>
/// <param name="place">Where the URL stands.</param>
/// <param name="allowed">Where it may lead.</param>
/// <param name="store">Fetches certificates and keeps them.</param>
/// <param name="read">Makes the route's keys of one.</param>
internal sealed class CertificateKeys(
    IValueSource place, UrlPattern[] allowed, CertificateStore store, Func<PublishedCertificate, SigningSecret<IContentKey>[]> read)
    : IKeySource<IContentKey>
{
    private static readonly SigningSecret<IContentKey>[] None = [];

    // As long as the store keeps the certificate: made once for each.
    private readonly ConditionalWeakTable<PublishedCertificate, SigningSecret<IContentKey>[]> _loaded = [];

    public bool IsRemote => true;

    public SigningSecret<IContentKey>[]? KeysFor(InboundWebhook webhook)
    {
        if (UrlOf(webhook, out _) is not { } url)
        {
            return None; // It names none, or one that is not the provider's: then nobody has signed it.
        }

        if (store.Find(url, out var isRefused) is { } certificate)
        {
            return _loaded.GetValue(certificate, Read);
        }

        return isRefused ? None : null;
    }

    /// <summary>What is not known is no key at all, which <see cref="KeysFor"/> says: a certificate that is here is the one that was named.</summary>
    public async ValueTask<bool> RenewAsync(InboundWebhook webhook)
    {
        if (UrlOf(webhook, out var host) is { } url)
        {
            await store.FetchAsync(url, host, webhook.Client);
        }

        return true;
    }

    private Uri? UrlOf(InboundWebhook webhook, out string host)
    {
        host = "";
        return place.Read(webhook, out var text) == ValueState.Found ? UrlPattern.Match(allowed, text.Span, allowsQuery: false, out host) : null;
    }

    private SigningSecret<IContentKey>[] Read(PublishedCertificate certificate)
    {
        try
        {
            return read(certificate);
        }
        catch (FormatException)
        {
            return None; // A key of another kind: it has signed nothing here.
        }
    }
}
