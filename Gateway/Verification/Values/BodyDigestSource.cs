using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Values;

/// <summary>
/// <c>sha256-hex:body</c>: the digest of all of the body, which names an event where its provider gives it no id. Nothing where there
/// is no body.
/// </summary>
internal sealed record BodyDigestSource : IValueSource
{
    public const string Written = "sha256-hex:body";

    public bool IsInBody => true;

    public bool MayBeInBody => true;

    public bool IsHeader => false;

    public bool StandsAlone => true;

    public bool IsCoveredBy(SignedValues signed) => signed.Body;

    public ValueState Read(InboundWebhook webhook, out ReadOnlyMemory<char> value)
    {
        value = webhook.Body.Length == 0 ? default : Of(webhook.Body.Memory.Span).AsMemory();
        return value.IsEmpty ? ValueState.Missing : ValueState.Found;
    }

    public bool TryWrite(HttpRequest request, string value) => false;

    /// <summary>As it is written.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }
}
