using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{sha256-hex:body}</c> and the like: a digest where the provider does not sign the thing itself.</summary>
/// <param name="form">Which digest.</param>
/// <param name="text">What it is made of; null for the body.</param>
internal sealed class DigestPart(DigestForm form, Func<InboundWebhook, string?>? text) : IContentPart
{
    private const int LongestText = 2 * SHA256.HashSizeInBytes;

    public DigestForm Form => form;

    public bool IsOfBody => text is null;

    /// <summary>The form and what it is made of, of a placeholder such as <c>sha256-hex:body</c>; null if it names no digest.</summary>
    public static (DigestForm Form, bool IsOfBody)? Read(string placeholder) => placeholder switch
    {
        "sha256:body" => (DigestForm.Sha256, true),
        "sha256-hex:body" => (DigestForm.Sha256Hex, true),
        "sha256-base64:body" => (DigestForm.Sha256Base64, true),
        "sha256-base64url:body" => (DigestForm.Sha256Base64Url, true),
        "md5-base64:body" => (DigestForm.Md5Base64, true),
        "crc32:body" => (DigestForm.Crc32, true),
        "sha256:url" => (DigestForm.Sha256, false),
        "sha256-hex:url" => (DigestForm.Sha256Hex, false),
        "sha256-base64:url" => (DigestForm.Sha256Base64, false),
        "sha256-base64url:url" => (DigestForm.Sha256Base64Url, false),
        _ => null,
    };

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (text is null)
        {
            Append(webhook.SignedBody.Span, sink);
        }
        else if (text(webhook) is { } known)
        {
            Append(Encoding.UTF8.GetBytes(known), sink);
        }
        else
        {
            return ValueState.Ambiguous;
        }

        return ValueState.Found;
    }

    private void Append(ReadOnlySpan<byte> bytes, IContentSink sink)
    {
        Span<byte> written = stackalloc byte[LongestText];
        int length;
        if (form == DigestForm.Crc32)
        {
            Crc32.Of(bytes).TryFormat(written, out length, provider: CultureInfo.InvariantCulture);
            sink.Append(written[..length]);
            return;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (form == DigestForm.Md5Base64)
        {
#pragma warning disable CA5351 // Broken algorithm: it is what Sinch signs, and counts as covering nothing.
            MD5.HashData(bytes, digest);
#pragma warning restore CA5351
            Base64.EncodeToUtf8(digest[..MD5.HashSizeInBytes], written, out _, out length);
            sink.Append(written[..length]);
            return;
        }

        SHA256.HashData(bytes, digest);
        switch (form)
        {
            case DigestForm.Sha256Hex:
                Convert.TryToHexStringLower(digest, written, out length);
                break;
            case DigestForm.Sha256Base64:
                Base64.EncodeToUtf8(digest, written, out _, out length);
                break;
            case DigestForm.Sha256Base64Url:
                length = Base64Url.EncodeToUtf8(digest, written);
                break;
            default:
                digest.CopyTo(written);
                length = digest.Length;
                break;
        }

        sink.Append(written[..length]);
    }
}
