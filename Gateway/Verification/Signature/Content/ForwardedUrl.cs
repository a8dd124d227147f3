using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>
/// <c>"PublicUrl": "forwarded"</c>: scheme, host and prefix as a trusted proxy passes them on, and behind it path and query as they
/// are received.
/// </summary>
internal sealed class ForwardedUrl : IPublicUrl
{
    /// <summary>What stands in configuration: no URL, which has a colon.</summary>
    private const string Name = "forwarded";

    public static readonly ForwardedUrl Instance = new();

    private ForwardedUrl()
    {
    }

    public static bool IsMeantBy(string? written) => string.Equals(written, Name, StringComparison.OrdinalIgnoreCase);

    public PublicUrl? Of(InboundWebhook webhook) =>
        webhook.Origin is { Defect: null } origin && !origin.Host!.Contains('@', StringComparison.Ordinal) ? PublicUrl.Parse($"{origin.Scheme}://{origin.Host}")?.Behind(origin.Prefix) : null;
}
